import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../../lib/api-context.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { folderChoices } from '../collection/folder-choices.ts'
import { OpenCollectionButton } from '../collection/open-collection-button.tsx'
import { useCollections } from '../collection/use-collections.ts'
import { KeyStoreHint } from '../definitions/key-store-hint.tsx'
import { useTree } from '../tree/use-tree.ts'
import { ImportNotes } from './import-notes.tsx'
import type { ReadImport } from './read-import.ts'

interface ImportIntoProps extends ReadImport {
  /** The folder that is offered first; null for any. */
  readonly folderId: string | null
}

/** Everything in the file as a new folder of a collection; told afterwards what of it is not as it was. */
export function ImportInto({ report, source, folderId, onClose }: ImportIntoProps) {
  const { t } = useTranslation(['interchange', 'page'])
  const folders = folderChoices(useCollections().data ?? [])
  const [chosen, setChosen] = useState(folderId)
  const into = folders.find(({ value }) => value === chosen) ?? folders[0]
  const bring = useBring(source)

  if (!into)
    return (
      <div>
        <Text>{t('import.noCollection')}</Text>
        <OpenCollectionButton />
      </div>
    )
  if (bring.data)
    return (
      <>
        <Text role="status" c="var(--ok)">
          {t('import.done', { count: bring.data.report.counts.requests, folder: into.label })}
        </Text>
        <ImportNotes notes={bring.data.report.notes} />
        <Group justify="flex-end">
          <Button autoFocus variant="filled" onClick={onClose}>
            {t('page:common.close')}
          </Button>
        </Group>
      </>
    )
  return (
    <>
      <Stack gap={4}>
        <Select
          label={t('import.into')}
          allowDeselect={false}
          searchable
          data={folders}
          value={into.value}
          onChange={setChosen}
        />
        <Text c="dimmed">{t('import.intoHint', { name: report.name })}</Text>
        {report.counts.secrets > 0 && <KeyStoreHint />}
      </Stack>
      <ImportNotes notes={report.notes} />
      {bring.isError && <ErrorNote error={bring.error} />}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('page:common.cancel')}</Button>
        <Button variant="filled" loading={bring.isPending} onClick={() => bring.mutate(into.value)}>
          {t('import.importInto')}
        </Button>
      </Group>
    </>
  )
}

function useBring(source: ReadImport['source']) {
  const { client, query } = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (folderId: string) => client.interchange.importInto({ ...source, folderId }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: query.collections.list.key() })
      useTree.getState().reveal(id)
    },
  })
}
