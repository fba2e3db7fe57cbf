import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../../lib/api-context.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import type { RequestTab } from '../../../../shared/model/request-workspace.ts'
import { tabName } from '../tabs/tab-name.ts'
import { workbench } from '../tabs/use-workbench.ts'
import { folderChoices } from './folder-choices.ts'
import { OpenCollection } from './open-collection.tsx'
import { useCollections } from './use-collections.ts'

/** Asks under which name, and where, a request is saved. */
export function SaveAs({ tab, onClose }: { tab: RequestTab; onClose: () => void }) {
  const { t } = useTranslation()
  const { client } = useApi()
  const folders = folderChoices(useCollections().data ?? [])
  const [name, setName] = useState(() => tabName(tab.draft))
  const [chosen, setChosen] = useState<string | null>(null)
  const folderId = chosen ?? folders[0]?.value
  const save = useMutation({
    mutationFn: async (place: string) => {
      const draft = { ...tab.draft, name: name.trim() }
      const { id } = await client.collections.createRequest({ folderId: place, draft })
      workbench.getState().saved(tab.id, id, draft)
    },
    onSuccess: onClose,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (folderId !== undefined && name.trim() !== '') save.mutate(folderId)
  }

  if (folderId === undefined) return <OpenCollection onClose={onClose} onOpened={() => setChosen(null)} />
  return (
    <Dialog title={t('requests.collection.saveAs')} hasFields onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={t('requests.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t('requests.collection.folder')}
            value={folderId}
            onChange={setChosen}
            data={folders}
          />
          {save.isError && <ErrorNote error={save.error} />}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={save.isPending}>
              {t('requests.collection.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
