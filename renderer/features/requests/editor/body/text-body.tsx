import { Button, Select } from '@mantine/core'
import { useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import type { DraftBody, DraftPair } from '../../../../../shared/model/request.ts'
import { looksLikeJson } from '../../../../lib/looks-like-json.ts'
import { reindentJson } from '../../../../lib/reindent-json.ts'
import { Code } from '../../../../ui/code/code.tsx'
import panel from '../panel.module.css'
import { findJsonFault } from './find-json-fault.ts'

type Text = Extract<DraftBody, { kind: 'text' }>

interface TextBodyProps {
  readonly body: Text
  readonly headers: readonly DraftPair[]
  readonly onChange: (body: Text) => void
  readonly variables: ReadonlySet<string> | null
}

/** A body that is typed: JSON, XML, or any text. */
export function TextBody({ body, headers, onChange, variables }: TextBodyProps) {
  const { t } = useTranslation()
  const language = body.language ?? guessLanguage(body.text, headers)
  const choose = (value: string | null) => {
    const { language: _, ...plain } = body
    onChange(isLanguage(value) ? { ...plain, language: value } : plain)
  }
  return (
    <div className={panel.fill}>
      <div className={panel.bar}>
        <Select
          w={150}
          aria-label={t('requests.bodyLanguage')}
          value={body.language ?? 'auto'}
          onChange={choose}
          data={[
            { value: 'auto', label: t('requests.bodyLanguageAuto', { language: names[language] }) },
            ...languages.map((value) => ({
              value,
              label: value === 'text' ? t('requests.bodyKinds.text') : names[value],
            })),
          ]}
        />
        {language === 'json' && (
          <>
            <Button variant="subtle" onClick={() => onChange({ ...body, text: reindentJson(body.text) })}>
              {t('requests.reindent')}
            </Button>
            <JsonFaultNote text={body.text} />
          </>
        )}
      </div>
      <Code
        value={body.text}
        language={language}
        label={t('requests.tab.body')}
        variables={variables}
        onChange={(text) => onChange({ ...body, text })}
      />
    </div>
  )
}

function JsonFaultNote({ text }: { text: string }) {
  const { t } = useTranslation()
  const later = useDeferredValue(text)
  const fault = useMemo(() => findJsonFault(later), [later])
  if (fault === null) return null
  return (
    <p className={panel.fault} role="status">
      {fault.line === null ? t('requests.jsonFault') : t('requests.jsonFaultAt', { ...fault })}
    </p>
  )
}

const languages = ['json', 'xml', 'text'] as const
type Language = (typeof languages)[number]

const names = { json: 'JSON', xml: 'XML', text: 'text' } as const

function isLanguage(value: string | null): value is Language {
  return languages.some((language) => language === value)
}

function guessLanguage(text: string, headers: readonly DraftPair[]): Language {
  const said = headers.find(({ name, isEnabled }) => isEnabled && /^content-type$/i.test(name))?.value ?? ''
  if (looksLikeJson(text) || /json/i.test(said)) return 'json'
  return text.trimStart().startsWith('<') || /xml/i.test(said) ? 'xml' : 'text'
}
