import { ActionIcon, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { AnswerPart, Condition, SetVariable } from '../../../../shared/model/request-action.ts'
import grid from '../pairs/pair-grid.module.css'
import { isBlankAction, isFinishedAction } from '../sendable-draft.ts'
import classes from './captures-panel.module.css'

interface CaptureRowProps {
  readonly rule: SetVariable
  readonly number: number
  readonly onChange: (rule: SetVariable) => void
  readonly onRemove: () => void
}

/** One capture: what is taken from where, and what it is then called. */
export function CaptureRow({ rule, number, onChange, onRemove }: CaptureRowProps) {
  const { t } = useTranslation()
  const name = rule.variable || t('requests.row', { number })
  const isWrong = !isBlankAction(rule) && !isFinishedAction(rule)

  return (
    <tr>
      <td>
        <TextInput
          {...cell}
          aria-label={`${t('requests.captureVariable')}: ${name}`}
          aria-invalid={isWrong || undefined}
          title={isWrong ? t('requests.captureUnfinished') : undefined}
          data-wrong={isWrong || undefined}
          value={rule.variable}
          onChange={(event) => onChange({ ...rule, variable: event.currentTarget.value })}
        />
      </td>
      <SourceCells name={name} part={rule.part} onChange={(part) => onChange({ ...rule, part })} />
      <td>
        <NumberInput
          {...cell}
          aria-label={`${t('requests.captureStatus')}: ${name}`}
          placeholder={t('requests.captureAny')}
          hideControls
          allowDecimal={false}
          allowNegative={false}
          value={statusOf(rule.when)}
          onChange={(status) =>
            onChange({ ...rule, when: typeof status === 'number' ? statusIs(status) : null })
          }
        />
      </td>
      <td className={classes.secret}>
        <Checkbox
          aria-label={`${t('requests.captureSecret')}: ${name}`}
          checked={rule.isSecret}
          onChange={(event) => onChange({ ...rule, isSecret: event.currentTarget.checked })}
        />
      </td>
      <td className={grid.actions}>
        <ActionIcon size="sm" aria-label={t('requests.removeRow', { name })} onClick={onRemove}>
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </td>
    </tr>
  )
}

interface SourceCellsProps {
  readonly name: string
  readonly part: AnswerPart
  readonly onChange: (part: AnswerPart) => void
}

function SourceCells({ name, part, onChange }: SourceCellsProps) {
  const { t } = useTranslation()
  const written = part.kind === 'header' ? part.name : part.kind === 'json' ? part.path : ''
  return (
    <>
      <td>
        <Select
          variant="unstyled"
          classNames={{ input: classes.select ?? '' }}
          aria-label={`${t('requests.captureFrom')}: ${name}`}
          value={part.kind}
          onChange={(kind) => kind && onChange(partOf(kind, written))}
          data={[
            { value: 'header', label: t('requests.captureHeader') },
            { value: 'json', label: t('requests.captureJson') },
          ]}
        />
      </td>
      <td>
        <TextInput
          {...cell}
          aria-label={`${t('requests.captureSource')}: ${name}`}
          placeholder={part.kind === 'header' ? 'X-Subject-Token' : 'images.0.id'}
          value={written}
          onChange={(event) => onChange(partOf(part.kind, event.currentTarget.value))}
        />
      </td>
    </>
  )
}

const cell = { variant: 'unstyled', classNames: { input: classes.input ?? '' }, spellCheck: false } as const

function partOf(kind: string, text: string): AnswerPart {
  return kind === 'header' ? { kind, name: text } : { kind: 'json', path: text }
}

function statusIs(status: number): Condition {
  return { part: { kind: 'status' }, comparison: 'equal', value: String(status) }
}

function statusOf(when: Condition | null): string | number {
  return when?.part.kind === 'status' && when.comparison === 'equal' ? Number(when.value) : ''
}
