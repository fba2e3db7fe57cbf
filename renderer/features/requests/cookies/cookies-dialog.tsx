import { Button, Group, Loader, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { CookieFacts } from '../../../../shared/model/cookie.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useEnvironmentGroups, useEnvironmentId } from '../environments/use-environments.ts'
import { CookieForm } from './cookie-form.tsx'
import { CookieTable } from './cookie-table.tsx'
import { useChangeCookies } from './use-change-cookies.ts'

/** What servers told the requests of the chosen environment to remember: to be looked at, changed and thrown away. */
export function CookiesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['workbench', 'page'])
  const environmentId = useEnvironmentId()
  const environment = useEnvironmentGroups()
    .flatMap(({ environments }) => environments)
    .find(({ id }) => id === environmentId)
  const [edited, setEdited] = useState<CookieFacts | 'new' | null>(null)

  return (
    <Dialog title={t('cookies.title')} size={860} hasFields={edited !== null} onClose={onClose}>
      <Stack gap="md">
        <Text c="dimmed">
          {environment ? t('cookies.ofEnvironment', { name: environment.name }) : t('cookies.ofNone')}
        </Text>
        {edited === null ? (
          <CookieList environmentId={environmentId} onEdit={setEdited} />
        ) : (
          <CookieForm
            environmentId={environmentId}
            before={edited === 'new' ? null : edited}
            onClose={() => setEdited(null)}
          />
        )}
        <KeptHint />
      </Stack>
    </Dialog>
  )
}

interface CookieListProps {
  readonly environmentId: string | null
  readonly onEdit: (cookie: CookieFacts | 'new') => void
}

function CookieList({ environmentId, onEdit }: CookieListProps) {
  const { t } = useTranslation('workbench')
  const { query, client } = useApi()
  const options = query.cookies.list.queryOptions({ input: { environmentId }, staleTime: 0, gcTime: 0 })
  const { data, error, isPending, refetch } = useQuery(options)
  const clearAll = useChangeCookies(() => client.cookies.clear({ environmentId, domain: null }))
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (isPending) return <Loader size="xs" />
  const domains = [...new Set(data.map(({ domain }) => domain))].toSorted()

  return (
    <>
      {data.length === 0 && <Text>{t('cookies.none')}</Text>}
      {domains.map((domain) => (
        <CookieTable
          key={domain}
          {...{ environmentId, domain, onEdit }}
          cookies={data.filter((cookie) => cookie.domain === domain)}
        />
      ))}
      {clearAll.error && <ErrorNote error={clearAll.error} />}
      <Group justify="space-between">
        <Button data-autofocus onClick={() => onEdit('new')}>
          {t('cookies.add')}
        </Button>
        {data.length > 0 && (
          <Button color="red" loading={clearAll.isPending} onClick={() => clearAll.mutate()}>
            {t('cookies.clearAll')}
          </Button>
        )}
      </Group>
    </>
  )
}

/** Where cookies are, and for how long. */
function KeptHint() {
  const { t } = useTranslation(['workbench', 'page'])
  const { query } = useApi()
  const { data: status } = useQuery(query.vault.status.queryOptions())
  return (
    <Text size="xs" c="dimmed">
      {t('cookies.hint')} {status && t(`page:settings.keyStore.${status.kind}`)}
    </Text>
  )
}
