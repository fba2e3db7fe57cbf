import { ActionIcon, Checkbox, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Condition, RequestAction, SetVariable } from '../../../../../shared/model/request-action.ts'
import { isBlankAction, isFinishedAction } from '../../sendable-draft.ts'
import classes from './actions.module.css'
import { ConditionFields } from './condition-fields.tsx'
import { PartFields } from './part-fields.tsx'

interface ActionRowProps {
  readonly action: RequestAction
  readonly number: number
  readonly variables: ReadonlySet<string> | null
  readonly onChange: (action: RequestAction) => void
  readonly onRemove: () => void
}

/** One action as a sentence: when the answer is so, set this or expect that. */
export function ActionRow({ action, number, variables, onChange, onRemove }: ActionRowProps) {
  const { t } = useTranslation()
  const name = t('requests.actions.numbered', { number })
  const isWrong = !isBlankAction(action) && !isFinishedAction(action)

  return (
    <li className={classes.action} aria-label={name} data-off={!action.isEnabled || undefined}>
      <Checkbox
        mt={6}
        aria-label={t('requests.actions.switch', { name })}
        checked={action.isEnabled}
        onChange={(event) => onChange({ ...action, isEnabled: event.currentTarget.checked })}
      />
      <div className={classes.sentence}>
        <WhenFields
          when={action.when}
          variables={variables}
          onChange={(when) => onChange({ ...action, when })}
        />
        <div className={classes.line}>
          {action.kind === 'assert' ? (
            <>
              <span className={classes.word}>{t('requests.actions.expect')}</span>
              <ConditionFields
                label={t('requests.actions.expect')}
                condition={action.claim}
                variables={variables}
                onChange={(claim) => onChange({ ...action, claim })}
              />
            </>
          ) : (
            <SetFields action={action} variables={variables} onChange={onChange} />
          )}
          <Select
            w={190}
            aria-label={t('requests.actions.onFailure')}
            value={action.onFailure}
            onChange={(onFailure) => onFailure && onChange({ ...action, onFailure })}
            data={(['go-on', 'fail'] as const).map((value) => ({
              value,
              label: t(`requests.actions.failure.${value}`),
            }))}
          />
        </div>
        {isWrong && <p className={classes.wrong}>{t('requests.actions.unfinished')}</p>}
      </div>
      <ActionIcon size="sm" mt={4} aria-label={t('requests.removeRow', { name })} onClick={onRemove}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </li>
  )
}

interface SetFieldsProps {
  readonly action: SetVariable
  readonly variables: ReadonlySet<string> | null
  readonly onChange: (action: SetVariable) => void
}

function SetFields({ action, variables, onChange }: SetFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <span className={classes.word}>{t('requests.actionSet')}</span>
      <TextInput
        w={150}
        classNames={{ input: 'mono' }}
        aria-label={t('requests.captureVariable')}
        placeholder={t('requests.captureVariable')}
        spellCheck={false}
        value={action.variable}
        onChange={(event) => onChange({ ...action, variable: event.currentTarget.value })}
      />
      <span className={classes.word}>{t('requests.actionFrom')}</span>
      <PartFields
        label={t('requests.actionFrom')}
        part={action.part}
        variables={variables}
        onChange={(part) => onChange({ ...action, part })}
      />
      <Checkbox
        label={t('requests.captureSecret')}
        checked={action.isSecret}
        onChange={(event) => onChange({ ...action, isSecret: event.currentTarget.checked })}
      />
    </>
  )
}

interface WhenFieldsProps {
  readonly when: Condition | null
  readonly variables: ReadonlySet<string> | null
  readonly onChange: (when: Condition | null) => void
}

function WhenFields({ when, variables, onChange }: WhenFieldsProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.line}>
      <Select
        w={120}
        aria-label={t('requests.actions.whenLabel')}
        value={when === null ? 'always' : 'when'}
        onChange={(kind) => onChange(kind === 'when' ? statusIsOk : null)}
        data={(['always', 'when'] as const).map((value) => ({
          value,
          label: t(`requests.actions.${value}`),
        }))}
      />
      {when && (
        <ConditionFields
          label={t('requests.actions.when')}
          condition={when}
          variables={variables}
          onChange={onChange}
        />
      )}
    </div>
  )
}

const statusIsOk: Condition = { part: { kind: 'status' }, comparison: 'equal', value: '200' }
