import { useTranslation } from 'react-i18next'
import panel from '../editor/panel.module.css'
import { PairGrid } from './pair-grid.tsx'
import type { Pair } from './pair-row.tsx'
import { PlainNameCell } from './plain-name-cell.tsx'
import { joinUrl, splitUrl, typedParam } from './url-params.ts'

interface ParamsPanelProps {
  readonly url: string
  readonly onChange: (url: string) => void
  readonly variables: ReadonlySet<string> | null
}

/** The query of the URL as a table. Both are the same text, so neither has to be brought in line with the other. */
export function ParamsPanel({ url, onChange, variables }: ParamsPanelProps) {
  const { t } = useTranslation()
  const parts = splitUrl(url)
  const pairs = parts.params.map(({ name, value }) => ({ name, value: value ?? '', isEnabled: true }))

  const change = (next: readonly Pair[], index: number | null) => {
    if (index === null) {
      onChange(joinUrl({ ...parts, params: next.map((pair) => parts.params[pairs.indexOf(pair)]!) }))
      return
    }
    const { name, value } = next[index]!
    const had = parts.params[index]
    // Typing a name does not add the `=` that a part without a value never had.
    const param = typedParam(name, value === '' && (had?.value ?? null) === null ? null : value)
    onChange(joinUrl({ ...parts, params: had ? parts.params.with(index, param) : [...parts.params, param] }))
  }

  return (
    <div className={panel.scroll}>
      <PairGrid
        label={t('requests.tab.params')}
        pairs={pairs}
        onChange={change}
        variables={variables}
        hasSwitches={false}
        isSecret={() => false}
        NameCell={PlainNameCell}
      />
      <p className={panel.hint}>{t('requests.paramsHint')}</p>
    </div>
  )
}
