import { SegmentedControl } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

import type { DraftBody, DraftPair } from '../../../../../shared/model/request.ts'
import { PairGrid } from '../../pairs/pair-grid.tsx'
import { PlainNameCell } from '../../pairs/plain-name-cell.tsx'
import { isTypedSecret } from '../../tabs/typed-secrets.ts'
import panel from '../panel.module.css'
import { FileBody } from './file-body.tsx'
import { MultipartBody } from './multipart-body.tsx'
import { TextBody } from './text-body.tsx'

interface BodyPanelProps {
  readonly body: DraftBody
  readonly headers: readonly DraftPair[]
  readonly onChange: (body: DraftBody) => void
  readonly variables: ReadonlySet<string> | null
}

/** What the request carries: nothing, a text, a form, or a file. */
export function BodyPanel(props: BodyPanelProps) {
  const { body, onChange } = props
  const { t } = useTranslation()
  // A look at another kind of body must not cost what was written in this one.
  const left = useRef(new Map<DraftBody['kind'], DraftBody>())
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
          data={bodyKinds.map((value) => ({ value, label: t(`requests.bodyKinds.${value}`) }))}
        />
        {body.kind !== 'text' && <p className={panel.hint}>{t(`requests.bodyHints.${body.kind}`)}</p>}
      </div>
      <BodyFields {...props} />
    </div>
  )
}

function BodyFields({ body, headers, onChange, variables }: BodyPanelProps) {
  const { t } = useTranslation()
  switch (body.kind) {
    case 'none':
      return null
    case 'text':
      return <TextBody body={body} headers={headers} variables={variables} onChange={onChange} />
    case 'urlencoded':
      return (
        <div className={panel.scroll}>
          <PairGrid
            label={t('requests.bodyKinds.urlencoded')}
            pairs={body.pairs}
            onChange={(pairs) => onChange({ kind: 'urlencoded', pairs: [...pairs] })}
            variables={variables}
            hasSwitches
            isSecret={({ name, value }) => isTypedSecret(name, value)}
            NameCell={PlainNameCell}
          />
        </div>
      )
    case 'multipart':
      return (
        <MultipartBody
          parts={body.parts}
          variables={variables}
          onChange={(parts) => onChange({ kind: 'multipart', parts })}
        />
      )
    case 'file':
      return <FileBody body={body} onChange={onChange} />
  }
}

const bodyKinds = ['none', 'text', 'urlencoded', 'multipart', 'file'] as const

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
