import { Button, Group, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../../lib/api-context.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'

interface OpenCollectionProps {
  readonly onClose: () => void
  readonly onOpened: () => void
}

/** Opens a folder of requests, or makes a new one. */
export function OpenCollection({ onClose, onOpened }: OpenCollectionProps) {
  const { t } = useTranslation()
  const { client, query } = useApi()
  const queries = useQueryClient()
  const [kind, setKind] = useState<'create' | 'open'>('create')
  const [path, setPath] = useState('')
  const [name, setName] = useState('')
  const isWhole = path.trim() !== '' && (kind === 'open' || name.trim() !== '')
  const open = useMutation({
    mutationFn: () =>
      kind === 'open'
        ? client.collections.open({ path: path.trim() })
        : client.collections.create({ path: path.trim(), name: name.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: query.collections.list.key() })
      onOpened()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isWhole) open.mutate()
  }

  return (
    <Dialog title={t('requests.collection.title')} hasFields onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <SegmentedControl
            aria-label={t('requests.collection.title')}
            value={kind}
            onChange={setKind}
            data={(['create', 'open'] as const).map((value) => ({
              value,
              label: t(`requests.collection.${value}`),
            }))}
          />
          {kind === 'create' && (
            <TextInput
              label={t('requests.name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          <TextInput
            data-autofocus
            label={t(kind === 'create' ? 'requests.collection.parentPath' : 'requests.collection.path')}
            description={t('requests.collection.pathHint')}
            classNames={{ input: 'mono' }}
            spellCheck={false}
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
          {open.isError && <ErrorNote error={open.error} />}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" variant="filled" disabled={!isWhole} loading={open.isPending}>
              {t(`requests.collection.${kind}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
