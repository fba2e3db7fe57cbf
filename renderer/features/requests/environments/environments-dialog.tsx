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
import { type EnvironmentGroup, useEnvironmentGroups } from './use-environments.ts'

interface EnvironmentsDialogProps {
  readonly chosenId: string | null
  readonly onClose: () => void
}

/** Environments and their variables. What is written in one stays while another is looked at. */
export function EnvironmentsDialog({ chosenId, onClose }: EnvironmentsDialogProps) {
  const { t } = useTranslation()
  const groups = useEnvironmentGroups()
  const [openKey, setOpenKey] = useState(
    chosenId ?? groups.flatMap((group) => group.environments)[0]?.id ?? null,
  )
  const [edits, setEdits] = useState<ReadonlyMap<string, EnvironmentEdit>>(new Map())
  const changed = [...edits].filter(([, edit]) => isChanged(edit))
  const keep = useKeepAll(changed, onClose)
  const add = (collectionId: string) => {
    const key = crypto.randomUUID()
    const blank: EnvironmentEdit = { id: null, collectionId, name: '', before: [], variables: [] }
    setEdits(new Map(edits).set(key, blank))
    setOpenKey(key)
  }

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
            <EnvironmentList {...{ groups, edits, openKey }} onOpen={setOpenKey} onAdd={add} />
            {openKey === null ? (
              <Text c="dimmed">{t('requests.environments.empty')}</Text>
            ) : (
              <EnvironmentForm
                key={openKey}
                id={openKey}
                edit={edits.get(openKey)}
                taken={namesBeside(groups, edits.get(openKey))}
                onEdit={(edit) => setEdits(new Map(edits).set(openKey, edit))}
              />
            )}
          </div>
        )}
        <KeyStoreHint />
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

/** Of the other environments in the same collection. */
function namesBeside(groups: readonly EnvironmentGroup[], edit: EnvironmentEdit | undefined): string[] {
  const group = groups.find(({ collectionId }) => collectionId === edit?.collectionId)
  return (group?.environments ?? []).filter(({ id }) => id !== edit?.id).map(({ name }) => name)
}

function useKeepAll(changed: readonly (readonly [string, EnvironmentEdit])[], onKept: () => void) {
  const { client, query } = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      for (const [, edit] of changed) {
        const id = await keepEnvironment(client, edit)
        // Who makes an environment while none is chosen wants to use it.
        if (edit.id === null && workbench.getState().environmentId === null)
          workbench.getState().chooseEnvironment(id)
      }
    },
    onSuccess: onKept,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: query.collections.key() })
      void queries.invalidateQueries({ queryKey: query.requests.variables.key() })
    },
  })
}
