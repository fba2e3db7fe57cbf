import { Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { BackupSecrets } from '../../../shared/model/backup.ts'
import { newPassphraseLength } from '../../../shared/model/vault.ts'
import { useApi } from '../../lib/api-context.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
import { SecretField } from './secret-field.tsx'

/** Everything that is kept, into one file, and back. */
export function BackupSection() {
  const { t } = useTranslation()
  const { query } = useApi()
  const vault = useQuery(query.vault.status.queryOptions())
  const [withSecrets, setWithSecrets] = useState(false)
  const [passphrase, setPassphrase] = useState('')
  const [isRestoring, setRestoring] = useState(false)
  const backUp = useMutation(query.app.backUp.mutationOptions())
  const isVault = vault.data?.kind === 'passphrase'
  const isShort = passphrase.length < newPassphraseLength
  const asksPassphrase = withSecrets && !isVault
  const secrets: BackupSecrets = !withSecrets ? 'none' : isVault ? 'vault' : { passphrase }

  return (
    <Stack gap="sm">
      <Title order={2}>{t('settings.backup.title')}</Title>
      <Text>{t('settings.backup.what')}</Text>
      <Checkbox
        label={t(isVault ? 'settings.backup.withVault' : 'settings.backup.withSecrets')}
        checked={withSecrets}
        onChange={(event) => setWithSecrets(event.currentTarget.checked)}
      />
      {asksPassphrase && (
        <SecretField
          label={t('settings.backup.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          error={passphrase !== '' && isShort && t('settings.vault.tooShort')}
        />
      )}
      <Group>
        <Button
          loading={backUp.isPending}
          disabled={asksPassphrase && isShort}
          onClick={() => backUp.mutate({ secrets })}
        >
          {t('settings.backup.now')}
        </Button>
        <Button onClick={() => setRestoring(true)}>{t('settings.restore.open')}</Button>
      </Group>
      {backUp.error && <ErrorNote error={backUp.error} />}
      {backUp.data && (
        <Text role="status" style={{ overflowWrap: 'anywhere' }}>
          {t('settings.backup.done', { path: backUp.data.path })}
        </Text>
      )}
      {isRestoring && <RestoreDialog onClose={() => setRestoring(false)} />}
    </Stack>
  )
}
