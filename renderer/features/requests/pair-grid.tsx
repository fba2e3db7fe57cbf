import { ActionIcon, Checkbox } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ComponentType, type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import classes from './pair-grid.module.css'
import { TemplateInput } from './template-input.tsx'

export interface Pair {
  readonly name: string
  readonly value: string
  readonly isEnabled: boolean
}

/** How the cell of a name is edited. */
export interface NameCellProps {
  readonly value: string
  readonly onChange: (name: string) => void
  readonly 'aria-label': string
  readonly 'data-cell': string
}

interface PairGridProps {
  readonly label: string
  readonly pairs: readonly Pair[]
  /** `index` of the row that was typed in, when it was; else rows were moved or taken out. */
  readonly onChange: (pairs: readonly Pair[], index: number | null) => void
  readonly variables: ReadonlySet<string> | null
  readonly hasSwitches: boolean
  readonly NameCell: ComponentType<NameCellProps>
}

const blank: Pair = { name: '', value: '', isEnabled: true }

/** Names and values, one pair a row, with a blank row at the end to write the next one in. */
export function PairGrid({ label, pairs, onChange, variables, hasSwitches, NameCell }: PairGridProps) {
  const { t } = useTranslation()
  const body = useRef<HTMLTableSectionElement>(null)

  const edit = (index: number, changes: Partial<Pair>) => {
    const pair = { ...(pairs[index] ?? blank), ...changes }
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
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || by === 0) return
    event.preventDefault()
    event.stopPropagation()
    move(index, by, cellOf(event.target))
  }

  return (
    <table className={classes.grid} aria-label={label}>
      <thead>
        <tr>
          {hasSwitches && <td />}
          <th scope="col">{t('requests.name')}</th>
          <th scope="col">{t('requests.value')}</th>
          <td />
        </tr>
      </thead>
      <tbody ref={body}>
        {[...pairs, blank].map((pair, index) => {
          const isNew = index === pairs.length
          const name = pair.name || t(isNew ? 'requests.newRow' : 'requests.row', { number: index + 1 })
          return (
            <tr
              key={index}
              data-row={index}
              data-off={!pair.isEnabled || undefined}
              onKeyDownCapture={(event) => onKeyDown(event, index)}
            >
              {hasSwitches && (
                <td className={classes.switch}>
                  {!isNew && (
                    <Checkbox
                      data-cell="switch"
                      checked={pair.isEnabled}
                      aria-label={t('requests.rowSwitch', { name })}
                      onChange={(event) => edit(index, { isEnabled: event.currentTarget.checked })}
                    />
                  )}
                </td>
              )}
              <td className={classes.name}>
                <NameCell
                  value={pair.name}
                  data-cell="name"
                  aria-label={`${t('requests.name')}: ${name}`}
                  onChange={(value) => edit(index, { name: value })}
                />
              </td>
              <td>
                <TemplateInput
                  value={pair.value}
                  data-cell="value"
                  variables={variables}
                  aria-label={t('requests.valueOf', { name })}
                  onChange={(value) => edit(index, { value })}
                />
              </td>
              <td className={classes.actions}>
                {!isNew && (
                  <ActionIcon
                    data-cell="remove"
                    size="sm"
                    aria-label={t('requests.removeRow', { name })}
                    onClick={() => remove(index)}
                  >
                    <IconX size={14} aria-hidden />
                  </ActionIcon>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function cellOf(target: EventTarget): string {
  return (target instanceof HTMLElement && target.closest<HTMLElement>('[data-cell]')?.dataset.cell) || 'name'
}

// After the rows have been drawn anew.
function focusCell(body: HTMLElement | null, row: number, cell: string): void {
  requestAnimationFrame(() => {
    const found = body?.querySelector<HTMLElement>(`[data-row="${row}"] [data-cell="${cell}"]`)
    const field = found?.matches('input, button') ? found : found?.querySelector<HTMLElement>('input, button')
    field?.focus()
  })
}
