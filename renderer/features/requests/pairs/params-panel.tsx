import { useTranslation } from 'react-i18next'
import panel from '../editor/panel.module.css'
import { PairGrid } from './pair-grid.tsx'
import { PlainNameCell } from './plain-name-cell.tsx'
import { queryRows, type WrittenQuery, withQueryRows } from './query-rows.ts'

interface ParamsPanelProps {
  readonly written: WrittenQuery
  readonly onChange: (written: WrittenQuery) => void
  readonly variables: ReadonlySet<string> | null
}

/** The query of the URL as a table. The URL is what is sent; the table also holds the parts that are switched off. */
export function ParamsPanel({ written, onChange, variables }: ParamsPanelProps) {
  const { t } = useTranslation()
  const rows = queryRows(written)
  return (
    <div className={panel.scroll}>
      <PairGrid
        label={t('requests.tab.params')}
        pairs={rows}
        onChange={(next, index) => onChange(withQueryRows(written, rows, next, index))}
        variables={variables}
        hasSwitches
        isSecret={() => false}
        NameCell={PlainNameCell}
      />
      <p className={panel.hint}>{t('requests.paramsHint')}</p>
    </div>
  )
}
