import { ActionIcon, Select, Tooltip } from '@mantine/core'
import { IconAdjustments } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useWorkbench } from '../tabs/use-workbench.ts'
import classes from './environment-switch.module.css'
import { useEnvironmentGroups, useEnvironmentId } from './use-environments.ts'

const EnvironmentsDialog = lazy(async () => ({
  default: (await import('./environments-dialog.tsx')).EnvironmentsDialog,
}))

/** Which environment the requests are sent in, and a way to write them. */
export function EnvironmentSwitch() {
  const { t } = useTranslation()
  const groups = useEnvironmentGroups()
  const environmentId = useEnvironmentId()
  const choose = useWorkbench((state) => state.chooseEnvironment)
  const [isEditing, setIsEditing] = useState(false)
  const choices = groups
    .filter(({ environments }) => environments.length > 0)
    .map(({ collectionName, environments }) => ({
      group: collectionName,
      items: environments.map(({ id, name }) => ({ value: id, label: name })),
    }))

  return (
    <div className={classes.switch}>
      <Select
        variant="unstyled"
        w={150}
        aria-label={t('requests.environments.choose')}
        value={environmentId ?? ''}
        onChange={(id) => choose(id || null)}
        data={[{ value: '', label: t('requests.environments.none') }, ...choices]}
        comboboxProps={{ width: 240, position: 'bottom-end' }}
        classNames={{ input: classes.input ?? '' }}
        data-chosen={environmentId !== null || undefined}
      />
      <Tooltip label={t('requests.environments.edit')}>
        <ActionIcon aria-label={t('requests.environments.edit')} onClick={() => setIsEditing(true)}>
          <IconAdjustments size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {isEditing && (
        <Suspense>
          <EnvironmentsDialog chosenId={environmentId} onClose={() => setIsEditing(false)} />
        </Suspense>
      )}
    </div>
  )
}
