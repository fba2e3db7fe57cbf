import { Button, SegmentedControl } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

import type { DraftBody, DraftPair } from '../../../../shared/model/request.ts'
import { looksLikeJson } from '../../../lib/looks-like-json.ts'
import { reindentJson } from '../../../lib/reindent-json.ts'
import { Code } from '../../../ui/code/code.tsx'
import { FileBody } from './file-body.tsx'
import panel from './panel.module.css'

interface BodyPanelProps {
  readonly body: DraftBody
  readonly headers: readonly DraftPair[]
  readonly onChange: (body: DraftBody) => void
  readonly variables: ReadonlySet<string> | null
}

export function BodyPanel({ body, headers, onChange, variables }: BodyPanelProps) {
  const { t } = useTranslation()
  // A look at another kind of body must not cost what was written in this one.
  const left = useRef(new Map<DraftBody['kind'], DraftBody>())
  const isJson = body.kind === 'text' && (looksLikeJson(body.text) || saysJson(headers))
  return (
    <div className={panel.fill}>
      <div className={panel.bar}>
        <SegmentedControl
          aria-label={t('requests.bodyKind')}
          value={body.kind}
          onChange={(kind) => {
            left.current.set(body.kind, body)
            onChange(left.current.get(kind) ?? emptyBody(kind))
          }}
          data={[
            { value: 'none', label: t('requests.bodyNone') },
            { value: 'text', label: t('requests.bodyText') },
            { value: 'file', label: t('requests.bodyFile') },
          ]}
        />
        {body.kind === 'none' && <p className={panel.hint}>{t('requests.bodyNoneHint')}</p>}
        {body.kind === 'text' && isJson && (
          <Button variant="subtle" onClick={() => onChange({ kind: 'text', text: reindentJson(body.text) })}>
            {t('requests.reindent')}
          </Button>
        )}
        {body.kind === 'file' && <p className={panel.hint}>{t('requests.bodyFileHint')}</p>}
      </div>
      {body.kind === 'text' && (
        <Code
          value={body.text}
          language={isJson ? 'json' : 'text'}
          label={t('requests.tab.body')}
          variables={variables}
          onChange={(text) => onChange({ kind: 'text', text })}
        />
      )}
      {body.kind === 'file' && (
        <FileBody file={body.file} onChange={(file) => onChange({ kind: 'file', file })} />
      )}
    </div>
  )
}

function emptyBody(kind: DraftBody['kind']): DraftBody {
  switch (kind) {
    case 'none':
      return { kind }
    case 'text':
      return { kind, text: '' }
    case 'urlencoded':
      return { kind, pairs: [] }
    case 'multipart':
      return { kind, parts: [] }
    case 'file':
      return { kind, file: null }
  }
}

function saysJson(headers: readonly DraftPair[]): boolean {
  return headers.some(
    ({ name, value, isEnabled }) => isEnabled && /^content-type$/i.test(name) && /json/i.test(value),
  )
}
