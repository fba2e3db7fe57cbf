import { Button, FileButton, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { FileHandle } from '../../../../shared/model/file-handle.ts'
import { useApi, useHost } from '../../../lib/api-context.tsx'
import { useOpenedInbox } from '../../../lib/opened-inbox.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { ImportedReport } from './imported-report.tsx'

interface ImportDialogProps {
  /** The folder that it was asked for at; null for none. */
  readonly folderId: string | null
  readonly onClose: () => void
}

/** What another program has exported, looked at before it is taken. */
export function ImportDialog({ folderId, onClose }: ImportDialogProps) {
  const { t } = useTranslation('interchange')
  const host = useHost()
  const { client } = useApi()
  const [file, setFile] = useState<FileHandle | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const source = { file: file?.handle ?? '', passphrase: passphrase === '' ? null : passphrase }
  const preview = useMutation({ mutationFn: (input: typeof source) => client.interchange.preview(input) })
  const choose = useMutation({
    mutationFn: (chosen: File) => host.takeFile(chosen),
    onSuccess: (taken) => read(taken),
  })
  const read = (taken: FileHandle) => {
    setFile(taken)
    setPassphrase('')
    preview.mutate({ file: taken.handle, passphrase: null })
  }
  const readOpened = useEffectEvent(() => {
    const opened = useOpenedInbox.getState().take('other')
    if (opened) read(opened.file)
  })
  useEffect(() => readOpened(), [])

  return (
    <Dialog title={t('import.title')} size="lg" hasFields onClose={onClose}>
      <Stack gap="md">
        <Text c="dimmed">{t('import.hint')}</Text>
        <Group gap="md">
          <FileButton onChange={(chosen) => chosen && choose.mutate(chosen)}>
            {(props) => (
              <Button {...props} data-autofocus loading={choose.isPending || preview.isPending}>
                {t(file ? 'import.chooseOther' : 'import.choose')}
              </Button>
            )}
          </FileButton>
          {file && <Text className="mono">{file.name}</Text>}
        </Group>
        {isAboutPassphrase(preview.error) && (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              preview.mutate(source)
            }}
          >
            <Group align="flex-end">
              <PasswordInput
                label={t('import.passphrase')}
                value={passphrase}
                onChange={(event) => setPassphrase(event.currentTarget.value)}
              />
              <Button type="submit" disabled={passphrase === ''}>
                {t('import.read')}
              </Button>
            </Group>
          </form>
        )}
        {choose.isError && <ErrorNote error={choose.error} />}
        {preview.isError && <ErrorNote error={preview.error} />}
        {preview.data && (
          <ImportedReport key={source.file} report={preview.data} {...{ source, folderId, onClose }} />
        )}
      </Stack>
    </Dialog>
  )
}

function isAboutPassphrase(error: unknown): boolean {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : null
  if (typeof data !== 'object' || data === null || !('reason' in data)) return false
  return data.reason === 'passphrase-needed' || data.reason === 'passphrase-wrong'
}
