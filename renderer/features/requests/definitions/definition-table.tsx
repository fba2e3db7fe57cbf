import { ActionIcon, Checkbox, PasswordInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import grid from '../pairs/pair-grid.module.css'
import { TemplateInput } from '../pairs/template-input.tsx'
import classes from './definition-table.module.css'
import { SecretPicker } from './secret-picker.tsx'
import { blankVariable, type EditedVariable, variableFaults, withSecrecy } from './edited-variable.ts'

interface DefinitionTableProps {
  readonly label: string
  readonly variables: readonly EditedVariable[]
  /** The names whose secret value is kept on this machine. */
  readonly held: ReadonlySet<string>
  readonly onChange: (variables: readonly EditedVariable[]) => void
}

/** Variables of one place, a row each, with a blank row at the end to write the next one in. */
export function DefinitionTable({ label, variables, held, onChange }: DefinitionTableProps) {
  const { t } = useTranslation()
  const faults = variableFaults(variables)
  const put = (index: number, variable: EditedVariable) =>
    onChange(index < variables.length ? variables.with(index, variable) : [...variables, variable])

  return (
    <>
      <table className={`${grid.grid} ${classes.table}`} aria-label={label}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('requests.name')}</th>
            <th scope="col">{t('requests.value')}</th>
            <th scope="col">{t('requests.captureSecret')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {[...variables, blankVariable].map((variable, index) => (
            <DefinitionRow
              key={index}
              variable={variable}
              number={index + 1}
              isNew={index === variables.length}
              isWrong={faults.has(index)}
              isHeld={held.has(variable.name)}
              onChange={(changed) => put(index, changed)}
              onRemove={() => onChange(variables.toSpliced(index, 1))}
            />
          ))}
        </tbody>
      </table>
      {[...new Set(faults.values())].map((fault) => (
        <p key={fault} className={classes.fault} role="alert">
          {t(`requests.definitions.fault.${fault}`)}
        </p>
      ))}
    </>
  )
}

interface DefinitionRowProps {
  readonly variable: EditedVariable
  readonly number: number
  /** The blank row at the end, which is none yet. */
  readonly isNew: boolean
  readonly isWrong: boolean
  readonly isHeld: boolean
  readonly onChange: (variable: EditedVariable) => void
  readonly onRemove: () => void
}

function DefinitionRow(props: DefinitionRowProps) {
  const { variable, number, isNew, isWrong, onChange, onRemove } = props
  const { t } = useTranslation()
  const name = variable.name || t(isNew ? 'requests.newRow' : 'requests.row', { number })
  const change = (changes: Partial<EditedVariable>) => onChange({ ...variable, ...changes })

  return (
    <tr data-off={!variable.isEnabled || undefined}>
      <td className={grid.switch}>
        {!isNew && (
          <Checkbox
            checked={variable.isEnabled}
            aria-label={t('requests.definitions.use', { name })}
            onChange={(event) => change({ isEnabled: event.currentTarget.checked })}
          />
        )}
      </td>
      <td>
        <TemplateInput
          value={variable.name}
          variables={null}
          data-wrong={isWrong || undefined}
          aria-label={`${t('requests.name')}: ${name}`}
          onChange={(typed) => change({ name: typed })}
        />
      </td>
      <td className={classes.value}>
        <ValueCell {...props} name={name} />
        <SecretPicker
          name={name}
          own={variable.name}
          onPick={(picked) => change({ value: `{{${picked}}}`, isSecret: false, newSecret: undefined })}
        />
      </td>
      <td className={grid.switch}>
        <Checkbox
          checked={variable.isSecret}
          aria-label={t('requests.definitions.secret', { name })}
          onChange={(event) => onChange(withSecrecy(variable, event.currentTarget.checked))}
        />
      </td>
      <td className={grid.actions}>
        {!isNew && (
          <ActionIcon size="sm" aria-label={t('requests.removeRow', { name })} onClick={onRemove}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        )}
      </td>
    </tr>
  )
}

function ValueCell({ variable, name, isHeld, onChange }: DefinitionRowProps & { name: string }) {
  const { t } = useTranslation()
  const label = t('requests.valueOf', { name })
  if (!variable.isSecret)
    return (
      <TemplateInput
        value={variable.value}
        variables={null}
        aria-label={label}
        onChange={(value) => onChange({ ...variable, value })}
      />
    )
  return (
    <PasswordInput
      variant="unstyled"
      h={28}
      classNames={{ innerInput: classes.secret ?? '', input: classes.box ?? '' }}
      aria-label={label}
      autoComplete="off"
      placeholder={t(isHeld ? 'requests.definitions.held' : 'requests.definitions.notHeld')}
      value={variable.newSecret ?? ''}
      onChange={(event) => onChange({ ...variable, newSecret: event.currentTarget.value || undefined })}
    />
  )
}
