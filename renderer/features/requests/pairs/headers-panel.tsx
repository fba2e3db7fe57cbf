import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { DraftPair } from '../../../../shared/model/request.ts'
import { Code } from '../../../ui/code/code.tsx'
import panel from '../editor/panel.module.css'
import { isTypedSecret } from '../tabs/typed-secrets.ts'
import { HeaderNameCell } from './header-name-cell.tsx'
import { HeaderValueInput } from './header-value-input.tsx'
import { headersToText, textToHeaders } from './header-text.ts'
import { PairGrid } from './pair-grid.tsx'

interface HeadersPanelProps {
  readonly headers: readonly DraftPair[]
  readonly onChange: (headers: DraftPair[]) => void
  readonly variables: ReadonlySet<string> | null
}

/** Headers as a table, or as text to type and paste many at once. */
export function HeadersPanel(props: HeadersPanelProps) {
  const { t } = useTranslation()
  const [view, setView] = useState<'table' | 'text'>('table')
  return (
    <div className={panel.fill}>
      <div className={panel.bar}>
        <SegmentedControl
          aria-label={t('requests.headersAs')}
          value={view}
          onChange={setView}
          data={[
            { value: 'table', label: t('requests.asTable') },
            { value: 'text', label: t('requests.asText') },
          ]}
        />
        <p className={panel.hint}>{t('requests.headersHint')}</p>
      </div>
      {view === 'table' ? <HeadersTable {...props} /> : <HeadersText {...props} />}
    </div>
  )
}

function HeadersTable({ headers, onChange, variables }: HeadersPanelProps) {
  const { t } = useTranslation()
  return (
    <div className={panel.scroll}>
      <PairGrid
        label={t('requests.tab.headers')}
        pairs={headers}
        onChange={(next) => onChange([...next])}
        variables={variables}
        hasSwitches
        isSecret={({ name, value }) => isTypedSecret(name, value)}
        NameCell={HeaderNameCell}
        ValueInput={HeaderValueInput}
      />
    </div>
  )
}

// Holds the text as typed: what is half written would change under the cursor if it came back from the headers.
function HeadersText({ headers, onChange, variables }: HeadersPanelProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(() => headersToText(headers))
  // Unless they were changed elsewhere: by undoing all changes, say.
  const isCurrent = JSON.stringify(textToHeaders(text)) === JSON.stringify(headers)
  return (
    <Code
      value={isCurrent ? text : headersToText(headers)}
      language="text"
      label={t('requests.headersText')}
      variables={variables}
      onChange={(typed) => {
        setText(typed)
        onChange(textToHeaders(typed))
      }}
    />
  )
}
