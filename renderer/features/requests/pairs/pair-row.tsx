import { ActionIcon, Checkbox } from '@mantine/core'
import { IconEye, IconEyeOff, IconX } from '@tabler/icons-react'
import { type ComponentProps, type ComponentType, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import classes from './pair-grid.module.css'
import { TemplateInput } from './template-input.tsx'

export interface Pair {
  readonly name: string
  readonly value: string
  readonly isEnabled: boolean
  readonly description?: string | undefined
}

export const blankPair: Pair = { name: '', value: '', isEnabled: true }

/** How the cell of a name is edited. */
export interface NameCellProps {
  readonly value: string
  readonly onChange: (name: string) => void
  readonly 'aria-label': string
  readonly 'data-cell': string
}

/** What the cells of a grid have in common. */
export interface PairCells {
  readonly variables: ReadonlySet<string> | null
  readonly hasSwitches: boolean
  /** Whether a value is hidden until it is asked for. */
  readonly isSecret: (pair: Pair) => boolean
  readonly NameCell: ComponentType<NameCellProps>
  /** How the cell of a value is edited, when not as any text. */
  readonly ValueInput?: ComponentType<ComponentProps<typeof TemplateInput> & { readonly name: string }>
}

interface PairRowProps extends PairCells {
  readonly pair: Pair
  readonly index: number
  /** The blank row at the end, which is none yet. */
  readonly isNew: boolean
  readonly onEdit: (changes: Partial<Pair>) => void
  readonly onRemove: () => void
  readonly onMove: (by: -1 | 1, cell: string) => void
}

/** One name and its value. Alt with an arrow key moves the row. */
export function PairRow(props: PairRowProps) {
  const { pair, index, isNew, hasSwitches, NameCell, onEdit, onRemove, onMove } = props
  const { t } = useTranslation()
  const name = pair.name || t(isNew ? 'requests.newRow' : 'requests.row', { number: index + 1 })

  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    event.stopPropagation()
    onMove(event.key === 'ArrowUp' ? -1 : 1, cellOf(event.target))
  }

  return (
    <tr data-row={index} data-off={!pair.isEnabled || undefined} onKeyDownCapture={onKeyDown}>
      {hasSwitches && (
        <td className={classes.switch}>
          {!isNew && (
            <Checkbox
              data-cell="switch"
              checked={pair.isEnabled}
              aria-label={t('requests.rowSwitch', { name })}
              onChange={(event) => onEdit({ isEnabled: event.currentTarget.checked })}
            />
          )}
        </td>
      )}
      <td>
        <NameCell
          value={pair.name}
          data-cell="name"
          aria-label={`${t('requests.name')}: ${name}`}
          onChange={(typed) => onEdit({ name: typed })}
        />
      </td>
      <td>
        <ValueCell {...props} name={name} />
      </td>
      <td className={classes.actions}>
        {!isNew && (
          <ActionIcon
            data-cell="remove"
            size="sm"
            aria-label={t('requests.removeRow', { name })}
            onClick={onRemove}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        )}
      </td>
    </tr>
  )
}

function ValueCell({ pair, name, variables, isSecret, ValueInput, onEdit }: PairRowProps & { name: string }) {
  const { t } = useTranslation()
  // By name, so that another row's secret stays hidden when it moves up here.
  const [revealed, setRevealed] = useState<string | null>(null)
  const isRevealed = revealed === pair.name
  const isHidden = isSecret(pair) && !isRevealed
  const Eye = isRevealed ? IconEyeOff : IconEye
  const input = {
    type: isHidden ? 'password' : 'text',
    value: pair.value,
    'data-cell': 'value',
    variables,
    'aria-label': t('requests.valueOf', { name }),
    onChange: (value: string) => onEdit({ value }),
  }

  return (
    <div className={classes.value}>
      {ValueInput ? <ValueInput {...input} name={pair.name} /> : <TemplateInput {...input} />}
      {isSecret(pair) && (
        <ActionIcon
          size="sm"
          aria-label={t(isRevealed ? 'requests.conceal' : 'requests.reveal', { name })}
          onClick={() => setRevealed(isRevealed ? null : pair.name)}
        >
          <Eye size={14} aria-hidden />
        </ActionIcon>
      )}
    </div>
  )
}

function cellOf(target: EventTarget): string {
  return (target instanceof HTMLElement && target.closest<HTMLElement>('[data-cell]')?.dataset.cell) || 'name'
}
