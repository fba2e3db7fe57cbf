import { Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { CatalogService } from '../../../shared/model/cloud.ts'
import { defaultOptions } from '../../../shared/model/request-options.ts'
import { useApi } from '../../lib/api-context.tsx'
import type { SignedInCloud } from '../../lib/live.ts'
import { useNavigation } from '../../lib/navigation.ts'
import { useWorkbenchInbox } from '../../lib/workbench-inbox.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import classes from './clouds-screen.module.css'

/** Every service of the token's catalog and where it is; each endpoint opens as a request. */
export function CloudCatalog({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const { fingerprint } = cloud.session
  const services = useQuery({
    ...query.clouds.services.queryOptions({ input: { cloudId: cloud.id } }),
    // Another token, region or interface gives other answers.
    queryKey: [...query.clouds.services.key({ input: { cloudId: cloud.id } }), fingerprint, cloud.settings],
  })
  const [filter, setFilter] = useState('')

  if (services.error) return <ErrorNote error={services.error} />
  const rows = rowsOf(services.data ?? [], filter)
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text c="dimmed">{t('clouds.catalogHint')}</Text>
        <TextInput
          aria-label={t('clouds.catalogFilter')}
          placeholder={t('clouds.catalogFilter')}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      </Group>
      {services.data?.length === 0 && <Text>{t('clouds.catalogEmpty')}</Text>}
      {rows.map(({ service, endpoints }) => (
        <section key={`${service.type} ${service.name}`} aria-label={service.type}>
          <Title order={3} size="h4">
            {service.type} {service.name && <span className="mono">({service.name})</span>}
          </Title>
          <Table aria-label={service.type} layout="fixed" className={classes.catalog ?? ''}>
            <Table.Tbody>
              {endpoints.map((endpoint) => (
                <EndpointRow
                  key={`${endpoint.interface} ${endpoint.regionName} ${endpoint.url}`}
                  type={service.type}
                  endpoint={endpoint}
                />
              ))}
            </Table.Tbody>
          </Table>
        </section>
      ))}
    </Stack>
  )
}

type Endpoint = CatalogService['endpoints'][number]

function EndpointRow({ type, endpoint }: { type: string; endpoint: Endpoint }) {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  const put = useWorkbenchInbox((inbox) => inbox.put)
  const { url, template, regionName } = endpoint
  const open = () => {
    put({
      name: type,
      method: 'GET',
      url: template,
      query: [],
      headers: [{ name: 'X-Auth-Token', value: '{{cloud.token}}', isEnabled: true }],
      body: { kind: 'none' },
      auth: { kind: 'none' },
      actions: [],
      options: defaultOptions,
      docs: '',
    })
    go('requests')
  }
  return (
    <Table.Tr>
      <Table.Td w={90}>{endpoint.interface}</Table.Td>
      <Table.Td w={120}>{regionName ?? '–'}</Table.Td>
      <Table.Td className="mono">
        {url}{' '}
        {template !== url && (
          <Text span c="dimmed" className="mono">
            {template}
          </Text>
        )}
      </Table.Td>
      <Table.Td w={190}>
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <CopyButton value={url} label={url} />
          <Button onClick={open} style={{ flex: 'none' }} aria-label={`${t('clouds.openEndpoint')}: ${url}`}>
            {t('clouds.openEndpoint')}
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}

/** Services with the endpoints that the filter leaves. */
function rowsOf(services: readonly CatalogService[], filter: string) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  return services
    .map((service) => ({
      service,
      endpoints: service.endpoints.filter((endpoint) => {
        const text = [service.type, service.name, endpoint.interface, endpoint.regionName, endpoint.url]
          .join(' ')
          .toLowerCase()
        return words.every((word) => text.includes(word))
      }),
    }))
    .filter(({ endpoints }) => endpoints.length > 0)
}
