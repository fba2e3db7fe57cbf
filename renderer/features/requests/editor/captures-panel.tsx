import { ActionIcon, Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Capture } from '../../../../shared/model/request.ts'
import grid from '../pairs/pair-grid.module.css'
import { isBlankCapture, isFinishedCapture } from '../sendable-draft.ts'
import classes from './captures-panel.module.css'
import panel from './panel.module.css'

interface CapturesPanelProps {
  readonly captures: readonly Capture[]
  readonly onChange: (captures: Capture[]) => void
}

const blank: Capture = {
  variable: '',
  source: { kind: 'json', path: '' },
  whenStatus: null,
  isSecret: false,
}

/** What the answer gives to the next requests. */
export function CapturesPanel({ captures, onChange }: CapturesPanelProps) {
  const { t } = useTranslation()
  return (
    <div className={panel.scroll}>
      {captures.length > 0 && (
        <table className={`${grid.grid} ${classes.captures}`} aria-label={t('requests.tab.captures')}>
          <thead>
            <tr>
              <th scope="col">{t('requests.captureVariable')}</th>
              <th scope="col">{t('requests.captureFrom')}</th>
              <th scope="col">{t('requests.captureSource')}</th>
              <th scope="col">{t('requests.captureStatus')}</th>
              <th scope="col">{t('requests.captureSecret')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {captures.map((rule, index) => (
              <CaptureRow
                key={index}
                rule={rule}
                number={index + 1}
                onChange={(changed) => onChange(captures.with(index, changed))}
                onRemove={() => onChange(captures.toSpliced(index, 1))}
              />
            ))}
          </tbody>
        </table>
      )}
      <Button
        mt="sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange([...captures, blank])}
      >
        {t('requests.addCapture')}
      </Button>
      <p className={panel.hint}>{t('requests.capturesHint', { example: '{{name}}' })}</p>
    </div>
  )
}

interface CaptureRowProps {
  readonly rule: Capture
  readonly number: number
  readonly onChange: (rule: Capture) => void
  readonly onRemove: () => void
}

function CaptureRow({ rule, number, onChange, onRemove }: CaptureRowProps) {
  const { t } = useTranslation()
  const { source } = rule
  const name = rule.variable || t('requests.row', { number })
  const isWrong = !isBlankCapture(rule) && !isFinishedCapture(rule)
  const written = source.kind === 'header' ? source.name : source.path

  return (
    <tr>
      <td>
        <TextInput
          variant="unstyled"
          classNames={{ input: classes.input ?? '' }}
          aria-label={`${t('requests.captureVariable')}: ${name}`}
          aria-invalid={isWrong || undefined}
          title={isWrong ? t('requests.captureUnfinished') : undefined}
          data-wrong={isWrong || undefined}
          spellCheck={false}
          value={rule.variable}
          onChange={(event) => onChange({ ...rule, variable: event.currentTarget.value })}
        />
      </td>
      <td>
        <Select
          variant="unstyled"
          classNames={{ input: classes.select ?? '' }}
          aria-label={`${t('requests.captureFrom')}: ${name}`}
          value={source.kind}
          onChange={(kind) => kind && onChange({ ...rule, source: sourceOf(kind, written) })}
          data={[
            { value: 'header', label: t('requests.captureHeader') },
            { value: 'json', label: t('requests.captureJson') },
          ]}
        />
      </td>
      <td>
        <TextInput
          variant="unstyled"
          classNames={{ input: classes.input ?? '' }}
          aria-label={`${t('requests.captureSource')}: ${name}`}
          placeholder={source.kind === 'header' ? 'X-Subject-Token' : 'images.0.id'}
          spellCheck={false}
          value={written}
          onChange={(event) =>
            onChange({ ...rule, source: sourceOf(source.kind, event.currentTarget.value) })
          }
        />
      </td>
      <td>
        <NumberInput
          variant="unstyled"
          classNames={{ input: classes.input ?? '' }}
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

function sourceOf(kind: string, text: string): Capture['source'] {
  return kind === 'header' ? { kind, name: text } : { kind: 'json', path: text }
}
