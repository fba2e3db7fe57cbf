import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

import classes from './pair-grid.module.css'
import { blankPair, type Pair, type PairCells, PairRow } from './pair-row.tsx'

interface PairGridProps extends PairCells {
  readonly label: string
  readonly pairs: readonly Pair[]
  /** `index` of the row that was typed in, when it was; else rows were moved or taken out. */
  readonly onChange: (pairs: readonly Pair[], index: number | null) => void
}

/** Names and values, one pair a row, with a blank row at the end to write the next one in. */
export function PairGrid({ label, pairs, onChange, ...cells }: PairGridProps) {
  const { t } = useTranslation()
  const body = useRef<HTMLTableSectionElement>(null)

  const edit = (index: number, changes: Partial<Pair>) => {
    const pair = { ...(pairs[index] ?? blankPair), ...changes }
    onChange(index < pairs.length ? pairs.with(index, pair) : [...pairs, pair], index)
  }
  const remove = (index: number) => {
    onChange(pairs.toSpliced(index, 1), null)
    focusCell(body.current, index, 'name')
  }
  const move = (index: number, by: number, cell: string) => {
    const to = index + by
    if (index >= pairs.length || to < 0 || to >= pairs.length) return
    onChange(pairs.with(index, pairs[to]!).with(to, pairs[index]!), null)
    focusCell(body.current, to, cell)
  }

  return (
    <table className={classes.grid} aria-label={label}>
      <thead>
        <tr>
          {cells.hasSwitches && <td />}
          <th scope="col">{t('requests.name')}</th>
          <th scope="col">{t('requests.value')}</th>
          <td />
        </tr>
      </thead>
      <tbody ref={body}>
        {[...pairs, blankPair].map((pair, index) => (
          <PairRow
            key={index}
            {...cells}
            pair={pair}
            index={index}
            isNew={index === pairs.length}
            onEdit={(changes) => edit(index, changes)}
            onRemove={() => remove(index)}
            onMove={(by, cell) => move(index, by, cell)}
          />
        ))}
      </tbody>
    </table>
  )
}

// After the rows have been drawn anew.
function focusCell(body: HTMLElement | null, row: number, cell: string): void {
  requestAnimationFrame(() => {
    const found = body?.querySelector<HTMLElement>(`[data-row="${row}"] [data-cell="${cell}"]`)
    const field = found?.matches('input, button') ? found : found?.querySelector<HTMLElement>('input, button')
    field?.focus()
  })
}
