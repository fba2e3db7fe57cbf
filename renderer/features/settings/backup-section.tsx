import { Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi } from '../../lib/api-context.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'

/** Everything that is kept, into one file. */
export function BackupSection() {
  const { t } = useTranslation()
  const { query } = useApi()
  const vault = useQuery(query.vault.status.queryOptions())
  const [withVault, setWithVault] = useState(false)
  const backUp = useMutation(query.app.backUp.mutationOptions())

  return (
    <Stack gap="sm">
      <Title order={2}>{t('settings.backup.title')}</Title>
      <Text>{t('settings.backup.what')}</Text>
      {vault.data?.kind === 'passphrase' && (
        <Checkbox
          label={t('settings.backup.withVault')}
          checked={withVault}
          onChange={(event) => setWithVault(event.currentTarget.checked)}
        />
      )}
      <Group>
        <Button loading={backUp.isPending} onClick={() => backUp.mutate({ withVault })}>
          {t('settings.backup.now')}
        </Button>
      </Group>
      {backUp.error && <ErrorNote error={backUp.error} />}
      {backUp.data && (
        <Text role="status" style={{ overflowWrap: 'anywhere' }}>
          {t('settings.backup.done', { path: backUp.data.path })}
        </Text>
      )}
      <Text c="dimmed">{t('settings.backup.restore')}</Text>
    </Stack>
  )
}
