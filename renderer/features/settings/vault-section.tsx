import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { VaultStatus } from '../../../shared/model/vault.ts'
import { useApi } from '../../lib/api-context.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { type VaultAction, VaultDialog } from './vault-dialog.tsx'

/** Where passwords are kept, and what can be done about it. */
export function VaultSection() {
  const { t } = useTranslation()
  const { query } = useApi()
  const status = useQuery(query.vault.status.queryOptions())
  const [asking, setAsking] = useState<VaultAction | null>(null)
  if (status.isError) return <ErrorNote error={status.error} onRetry={() => void status.refetch()} />
  if (!status.data) return null

  return (
    <Stack gap="sm">
      <Title order={2}>{t('settings.vault.title')}</Title>
      <Text>{t(`settings.keyStore.${status.data.kind}`)}</Text>
      {status.data.canCreate && <Text c="dimmed">{t('settings.vault.forget')}</Text>}
      {status.data.kind === 'passphrase' && (
        <Text c="dimmed" role="status">
          {t(`settings.vault.${status.data.state}`)}
        </Text>
      )}
      <VaultButtons status={status.data} onAsk={setAsking} />
      {asking && <VaultDialog action={asking} onClose={() => setAsking(null)} />}
    </Stack>
  )
}

function VaultButtons({ status, onAsk }: { status: VaultStatus; onAsk: (action: VaultAction) => void }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const client = useQueryClient()
  const lock = useMutation(
    query.vault.lock.mutationOptions({
      onSuccess: (now) => client.setQueryData(query.vault.status.queryKey(), now),
    }),
  )
  if (status.canCreate)
    return (
      <Group>
        <Button onClick={() => onAsk('create')}>{t('settings.vault.set')}</Button>
      </Group>
    )
  if (status.kind !== 'passphrase') return null
  return (
    <Group>
      {status.state === 'locked' ? (
        <Button variant="filled" onClick={() => onAsk('unlock')}>
          {t('settings.vault.unlock')}
        </Button>
      ) : (
        <Button loading={lock.isPending} onClick={() => lock.mutate(undefined)}>
          {t('settings.vault.lock')}
        </Button>
      )}
      <Button onClick={() => onAsk('change')}>{t('settings.vault.change')}</Button>
      <Button color="red" onClick={() => onAsk('wipe')}>
        {t('settings.vault.wipe')}
      </Button>
    </Group>
  )
}
