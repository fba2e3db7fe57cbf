import { Button, Group } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Assertion, RequestAction, SetVariable } from '../../../../../shared/model/request-action.ts'
import panel from '../panel.module.css'
import { ActionRow } from './action-row.tsx'
import classes from './actions.module.css'

interface ActionsPanelProps {
  readonly actions: readonly RequestAction[]
  readonly onChange: (actions: RequestAction[]) => void
  readonly variables: ReadonlySet<string> | null
}

/** What is done with the answer: values that get a name, and claims that are checked. */
export function ActionsPanel({ actions, onChange, variables }: ActionsPanelProps) {
  const { t } = useTranslation()
  return (
    <div className={panel.scroll}>
      <p className={panel.hint}>{t('requests.actions.hint', { example: '{{name}}' })}</p>
      <ol className={classes.actions} aria-label={t('requests.tab.actions')}>
        {actions.map((action, index) => (
          <ActionRow
            key={index}
            action={action}
            number={index + 1}
            variables={variables}
            onChange={(changed) => onChange(actions.with(index, changed))}
            onRemove={() => onChange(actions.toSpliced(index, 1))}
          />
        ))}
      </ol>
      <Group gap="sm" mt="sm">
        <AddButton label={t('requests.actions.addSet')} onClick={() => onChange([...actions, blankSet])} />
        <AddButton
          label={t('requests.actions.addAssert')}
          onClick={() => onChange([...actions, blankAssert])}
        />
      </Group>
    </div>
  )
}

function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={onClick}>
      {label}
    </Button>
  )
}

const blankSet: SetVariable = {
  kind: 'set-variable',
  variable: '',
  part: { kind: 'json', path: '' },
  isSecret: false,
  isEnabled: true,
  when: null,
  onFailure: 'go-on',
}

const blankAssert: Assertion = {
  kind: 'assert',
  claim: { part: { kind: 'status' }, comparison: 'equal', value: '200' },
  isEnabled: true,
  when: null,
  onFailure: 'fail',
}
