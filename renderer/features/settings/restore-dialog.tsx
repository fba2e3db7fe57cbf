import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { BackupReport } from '../../../shared/model/backup.ts'
import { formatBytes } from '../../../shared/format-bytes.ts'
import { useApi, useHost } from '../../lib/api-context.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { SecretField } from './secret-field.tsx'

/** A backup is chosen, looked at, and only then laid ready. */
export function RestoreDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const host = useHost()
  const { client, query } = useApi()
  const read = useMutation({
    mutationFn: async (chosen: File) => {
      const { handle, name } = await host.takeFile(chosen)
      return { handle, name, report: await client.app.readBackup({ file: handle }) }
    },
  })
  const restore = useMutation(query.app.restore.mutationOptions())

  return (
    <Dialog title={t('settings.restore.title')} size="lg" hasFields onClose={onClose}>
      <Stack gap="md">
        {restore.data ? (
          <>
            <Text role="status">{t('settings.restore.done')}</Text>
            <Group justify="flex-end">
              <Button variant="filled" onClick={onClose}>
                {t('common.close')}
              </Button>
            </Group>
          </>
        ) : (
          <>
            <Text c="dimmed">{t('settings.restore.hint')}</Text>
            <Group gap="md">
              <FileButton accept=".gz" onChange={(chosen) => chosen && read.mutate(chosen)}>
                {(props) => (
                  <Button {...props} data-autofocus loading={read.isPending}>
                    {t('settings.restore.choose')}
                  </Button>
                )}
              </FileButton>
              {read.data && <Text className="mono">{read.data.name}</Text>}
            </Group>
            {read.isError && <ErrorNote error={read.error} />}
            {read.data && (
              <Report
                key={read.data.handle}
                report={read.data.report}
                isPending={restore.isPending}
                onRestore={(passphrase) => restore.mutate({ file: read.data.handle, passphrase })}
              />
            )}
            {restore.isError && <ErrorNote error={restore.error} />}
          </>
        )}
      </Stack>
    </Dialog>
  )
}

interface ReportProps {
  report: BackupReport
  isPending: boolean
  /** Null: without the passwords. */
  onRestore: (passphrase: string | null) => void
}

function Report({ report, isPending, onRestore }: ReportProps) {
  const { t, i18n } = useTranslation()
  const [passphrase, setPassphrase] = useState('')
  const madeAt = new Date(report.madeAt).toLocaleString(i18n.language)

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!report.hasSecrets || passphrase) onRestore(report.hasSecrets ? passphrase : null)
      }}
    >
      <Stack gap="md">
        <FactList
          facts={[
            [t('settings.restore.madeAt'), madeAt],
            [t('settings.restore.app'), report.app],
            [t('settings.restore.size'), formatBytes(report.sizeBytes)],
            [t('settings.restore.holds'), <Names key="names" names={report.names} />],
          ]}
        />
        {report.hasSecrets && (
          <SecretField label={t('settings.restore.passphrase')} value={passphrase} onChange={setPassphrase} />
        )}
        <Group justify="flex-end">
          {report.hasSecrets && (
            <Button disabled={isPending} onClick={() => onRestore(null)}>
              {t('settings.restore.without')}
            </Button>
          )}
          <Button
            type="submit"
            variant="filled"
            loading={isPending}
            disabled={report.hasSecrets && passphrase === ''}
          >
            {t('settings.restore.now')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** A receipt for each transfer would fill the screen: they are counted. */
function Names({ names }: { names: readonly string[] }) {
  const { t } = useTranslation()
  const receipts = names.filter((name) => name.startsWith('transfers/receipts/'))
  const others = names.filter((name) => !receipts.includes(name))
  const counted = receipts.length === 0 ? [] : [t('settings.restore.receipts', { count: receipts.length })]
  return (
    <span className="mono" style={{ overflowWrap: 'anywhere' }}>
      {[...others, ...counted].join(', ')}
    </span>
  )
}
