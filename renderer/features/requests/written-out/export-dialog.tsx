import { Button, Group, Loader, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ExportFormat } from '../../../../shared/model/export.ts'
import type { RequestTab } from '../../../../shared/model/request-workspace.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useCollections } from '../collection/use-collections.ts'
import { type ExportChoice, exportChoices, formatsFor } from './export-choices.ts'
import { ExportedFile } from './exported-file.tsx'

interface ExportDialogProps {
  /** The open request. */
  readonly tab: RequestTab | null
  /** What is exported unless something else is chosen; null for the open request. */
  readonly folderId: string | null
  readonly onClose: () => void
}

/** As many exchanges as one archive gets. */
const mostExchanges = 1000

/** Requests for another program: which, in what format, and what that has no word for. */
export function ExportDialog({ tab, folderId, onClose }: ExportDialogProps) {
  const { t } = useTranslation('interchange')
  const { query } = useApi()
  const collections = useCollections()
  const input = { text: '', cloudId: null, imageId: null, limit: mostExchanges, offset: 0 }
  const history = useQuery(query.history.list.queryOptions({ input, staleTime: 0, gcTime: 0 }))
  const exchangeIds = (history.data?.records ?? []).map(({ id }) => id)
  const choices = exportChoices(
    { tab, collections: collections.data ?? [], exchangeIds },
    {
      untitled: t('export.untitled'),
      request: (name) => t('export.openRequest', { name }),
      history: (count) => t('export.history', { count }),
    },
  )
  const error = collections.error ?? history.error
  const isPending = collections.isPending || history.isPending

  return (
    <Dialog title={t('export.title')} size="lg" hasFields onClose={onClose}>
      {error && <ErrorNote error={error} />}
      {isPending && <Loader size="xs" />}
      {!isPending && choices.length === 0 && <Text>{t('export.nothing')}</Text>}
      {!isPending && choices.length > 0 && (
        <ExportForm
          choices={choices}
          first={choices.find(({ what }) => what.kind === 'folder' && what.id === folderId) ?? choices[0]}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

interface ExportFormProps {
  readonly choices: readonly ExportChoice[]
  readonly first: ExportChoice | undefined
  readonly onClose: () => void
}

function ExportForm({ choices, first, onClose }: ExportFormProps) {
  const { t } = useTranslation(['interchange', 'page'])
  const { query } = useApi()
  const [chosen, setChosen] = useState(first?.value)
  const [wanted, setWanted] = useState<ExportFormat | null>(null)
  const [path, setPath] = useState('~/arclight-export')
  const [passphrase, setPassphrase] = useState('')
  const make = useMutation(query.interchange.export.mutationOptions())
  const what = choices.find(({ value }) => value === chosen)?.what
  const formats = what ? formatsFor(what) : []
  const format = formats.find((one) => one === wanted) ?? formats[0]
  // What was made is no longer what the form says.
  const changed = (change: () => void) => {
    make.reset()
    change()
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!what || !format) return
        const isEncrypted = format === 'arc' && passphrase !== ''
        make.mutate({
          what,
          format,
          path: format === 'opencollection' ? path.trim() : null,
          passphrase: isEncrypted ? passphrase : null,
        })
      }}
    >
      <Stack gap="sm">
        <Select
          data-autofocus
          label={t('export.what')}
          allowDeselect={false}
          data={choices.map(({ value, label }) => ({ value, label }))}
          value={chosen ?? null}
          onChange={(value) => changed(() => value !== null && setChosen(value))}
        />
        <Select
          label={t('export.format')}
          allowDeselect={false}
          data={formats.map((value) => ({ value, label: t(`export.formats.${value}`) }))}
          value={format ?? null}
          onChange={(value) => changed(() => value !== null && setWanted(value))}
        />
        {format === 'arc' && (
          <PasswordInput
            label={t('export.passphrase')}
            description={t('export.passphraseHint')}
            autoComplete="new-password"
            value={passphrase}
            onChange={({ currentTarget: { value } }) => changed(() => setPassphrase(value))}
          />
        )}
        {format === 'opencollection' && (
          <TextInput
            label={t('export.path')}
            description={t('export.pathHint')}
            classNames={{ input: 'mono' }}
            value={path}
            onChange={({ currentTarget: { value } }) => changed(() => setPath(value))}
          />
        )}
        <Text c="dimmed">{t('export.noSecrets')}</Text>
        {make.isError && <ErrorNote error={make.error} />}
        {make.data && <ExportedFile exported={make.data} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t(make.data ? 'page:common.close' : 'page:common.cancel')}</Button>
          {!make.data && (
            <Button
              type="submit"
              variant="filled"
              disabled={format === 'opencollection' && path.trim() === ''}
              loading={make.isPending}
            >
              {t('export.make')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
