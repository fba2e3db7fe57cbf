import { ActionIcon, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Capture } from '../../../../shared/model/request.ts'
import grid from '../pairs/pair-grid.module.css'
import { isBlankCapture, isFinishedCapture } from '../sendable-draft.ts'
import classes from './captures-panel.module.css'

interface CaptureRowProps {
  readonly rule: Capture
  readonly number: number
  readonly onChange: (rule: Capture) => void
  readonly onRemove: () => void
}

/** One capture: what is taken from where, and what it is then called. */
export function CaptureRow({ rule, number, onChange, onRemove }: CaptureRowProps) {
  const { t } = useTranslation()
  const name = rule.variable || t('requests.row', { number })
  const isWrong = !isBlankCapture(rule) && !isFinishedCapture(rule)

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
      <SourceCells name={name} source={rule.source} onChange={(source) => onChange({ ...rule, source })} />
      <td>
        <NumberInput
          {...cell}
          aria-label={`${t('requests.captureStatus')}: ${name}`}
          placeholder={t('requests.captureAny')}
          hideControls
          allowDecimal={false}
          allowNegative={false}
          value={rule.whenStatus ?? ''}
          onChange={(status) => onChange({ ...rule, whenStatus: typeof status === 'number' ? status : null })}
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
  readonly source: Capture['source']
  readonly onChange: (source: Capture['source']) => void
}

function SourceCells({ name, source, onChange }: SourceCellsProps) {
  const { t } = useTranslation()
  const written = source.kind === 'header' ? source.name : source.path
  return (
    <>
      <td>
        <Select
          variant="unstyled"
          classNames={{ input: classes.select ?? '' }}
          aria-label={`${t('requests.captureFrom')}: ${name}`}
          value={source.kind}
          onChange={(kind) => kind && onChange(sourceOf(kind, written))}
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
          placeholder={source.kind === 'header' ? 'X-Subject-Token' : 'images.0.id'}
          value={written}
          onChange={(event) => onChange(sourceOf(source.kind, event.currentTarget.value))}
        />
      </td>
    </>
  )
}

const cell = { variant: 'unstyled', classNames: { input: classes.input ?? '' }, spellCheck: false } as const

function sourceOf(kind: string, text: string): Capture['source'] {
  return kind === 'header' ? { kind, name: text } : { kind: 'json', path: text }
}
