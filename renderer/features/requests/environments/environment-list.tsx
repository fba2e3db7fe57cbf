import { Button, UnstyledButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { type EnvironmentEdit, isChanged } from './environment-edit.ts'
import classes from './environments-dialog.module.css'
import type { EnvironmentGroup } from './use-environments.ts'

interface EnvironmentListProps {
  readonly groups: readonly EnvironmentGroup[]
  readonly edits: ReadonlyMap<string, EnvironmentEdit>
  readonly openKey: string | null
  readonly onOpen: (key: string) => void
  readonly onAdd: (collectionId: string) => void
}

/** Every environment there is, and those that are being made. */
export function EnvironmentList({ groups, edits, openKey, onOpen, onAdd }: EnvironmentListProps) {
  const { t } = useTranslation()
  return (
    <nav className={classes.list} aria-label={t('requests.environments.title')}>
      {groups.map(({ collectionId, collectionName, canAdd, environments }) => {
        const made = [...edits].filter(([, edit]) => edit.id === null && edit.collectionId === collectionId)
        const items = [
          ...environments.map(({ id, name }) => ({ key: id, name })),
          ...made.map(([key, { name }]) => ({ key, name: name || t('requests.environments.new') })),
        ]
        return (
          <section key={collectionId}>
            <h3>{collectionName}</h3>
            {items.map(({ key, name }) => (
              <UnstyledButton
                key={key}
                className={classes.item}
                aria-current={key === openKey || undefined}
                onClick={() => onOpen(key)}
              >
                <span>{name}</span>
                {isEdited(edits.get(key)) && (
                  <span className={classes.changed} role="img" aria-label={t('requests.changed')} />
                )}
              </UnstyledButton>
            ))}
            {canAdd && (
              <Button
                variant="subtle"
                size="compact-xs"
                leftSection={<IconPlus size={12} aria-hidden />}
                onClick={() => onAdd(collectionId)}
              >
                {t('requests.environments.add')}
              </Button>
            )}
          </section>
        )
      })}
    </nav>
  )
}

function isEdited(edit: EnvironmentEdit | undefined): boolean {
  return edit !== undefined && isChanged(edit)
}
