import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../../lib/api-context.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { OpenCollectionButton } from '../collection/open-collection-button.tsx'
import { KeyStoreHint } from '../definitions/key-store-hint.tsx'
import { workbench } from '../tabs/use-workbench.ts'
import { type EnvironmentEdit, isChanged, isWhole, keepEnvironment } from './environment-edit.ts'
import { EnvironmentForm } from './environment-form.tsx'
import { EnvironmentList } from './environment-list.tsx'
import classes from './environments-dialog.module.css'
import { RemoveEnvironment } from './remove-environment.tsx'
import { useEnvironmentEdits } from './use-environment-edits.ts'
import { type EnvironmentGroup, useEnvironmentGroups } from './use-environments.ts'

interface EnvironmentsDialogProps {
  readonly chosenId: string | null
  readonly onClose: () => void
}

/** Environments and their variables. What is written in one stays while another is looked at. */
export function EnvironmentsDialog({ chosenId, onClose }: EnvironmentsDialogProps) {
  const { t } = useTranslation()
  const groups = useEnvironmentGroups()
  const { edits, openKey, ...change } = useEnvironmentEdits(groups, chosenId)
  const [removing, setRemoving] = useState<{ id: string; name: string } | null>(null)
  const changed = [...edits].filter(([, edit]) => isChanged(edit))
  const keep = useKeepAll(changed, { onKept: change.kept, onAllKept: onClose })

  return (
    <Dialog title={t('requests.environments.title')} size={900} hasFields onClose={onClose}>
      <Stack gap="md">
        {groups.length === 0 ? (
          <div>
            <Text>{t('requests.environments.noCollection')}</Text>
            <OpenCollectionButton />
          </div>
        ) : (
          <div className={classes.panes}>
            <EnvironmentList {...{ groups, edits, openKey }} onOpen={change.setOpenKey} onAdd={change.add} />
            {openKey === null ? (
              <Text c="dimmed">{t('requests.environments.empty')}</Text>
            ) : (
              <EnvironmentForm
                key={openKey}
                id={openKey}
                edit={edits.get(openKey)}
                taken={namesBeside(groups, edits.get(openKey))}
                canChange={canChange(groups, openKey, edits.get(openKey))}
                onDuplicate={change.duplicate}
                onRemove={({ id, nameBefore: name }) =>
                  id === null ? change.forget(openKey) : setRemoving({ id, name })
                }
                onEdit={(edit) => change.put(openKey, edit)}
              />
            )}
          </div>
        )}
        <KeyStoreHint />
        {removing && (
          <RemoveEnvironment
            environment={removing}
            onRemoved={() => {
              setRemoving(null)
              change.forget(removing.id)
            }}
            onClose={() => setRemoving(null)}
          />
        )}
        {keep.isError && <ErrorNote error={keep.error} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="filled"
            disabled={
              changed.length === 0 || !changed.every(([, edit]) => isWhole(edit, namesBeside(groups, edit)))
            }
            loading={keep.isPending}
            onClick={() => keep.mutate()}
          >
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

/** Whether the environment of this key can be written: its collection is the operator's. */
function canChange(groups: readonly EnvironmentGroup[], key: string, edit: EnvironmentEdit | undefined) {
  const collectionId = edit?.collectionId ?? key.split('/')[0]
  return groups.some((group) => group.collectionId === collectionId && group.canAdd)
}

/** Of the other environments in the same collection. */
function namesBeside(groups: readonly EnvironmentGroup[], edit: EnvironmentEdit | undefined): string[] {
  const group = groups.find(({ collectionId }) => collectionId === edit?.collectionId)
  return (group?.environments ?? []).filter(({ id }) => id !== edit?.id).map(({ name }) => name)
}

interface KeepSteps {
  readonly onKept: (key: string, id: string) => void
  readonly onAllKept: () => void
}

function useKeepAll(
  changed: readonly (readonly [string, EnvironmentEdit])[],
  { onKept, onAllKept }: KeepSteps,
) {
  const { client, query } = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      // A copy is made while what it is a copy of still has its name.
      const inTurn = changed.toSorted(([, a], [, b]) => Number(!a.copyOf) - Number(!b.copyOf))
      for (const [key, edit] of inTurn) {
        const id = await keepEnvironment(client, edit)
        const { environmentId, chooseEnvironment } = workbench.getState()
        // Who makes an environment while none is chosen wants to use it.
        if (environmentId === edit.id) chooseEnvironment(id)
        onKept(key, id)
      }
    },
    onSuccess: onAllKept,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: query.collections.key() })
      void queries.invalidateQueries({ queryKey: query.requests.variables.key() })
    },
  })
}
