import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { SignedInCloud } from '../../lib/live.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { MissingPart } from './missing-part.tsx'
import { ServicePart } from './service-part.tsx'
import { useService } from './use-service.ts'

/** Every way of import that there is, and which of them this cloud has switched on. */
export function ImportMethods({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation('service')
  const service = useService(cloud.id)
  return (
    <ServicePart part="imports" query={service}>
      {({ importMethods: found }) =>
        found.isHere ? (
          <Table aria-label={t('part.imports')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('imports.name')}</Table.Th>
                <Table.Th>{t('imports.state')}</Table.Th>
                <Table.Th>{t('imports.what')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {[...new Set([...found.names, ...knownMethods])].map((name) => (
                <MethodRow key={name} name={name} isHere={found.names.includes(name)} />
              ))}
            </Table.Tbody>
          </Table>
        ) : (
          <MissingPart part="imports" status={found.status} />
        )
      }
    </ServicePart>
  )
}

function MethodRow({ name, isHere }: { name: string; isHere: boolean }) {
  const { t } = useTranslation('service')
  const known = knownMethods.find((one) => one === name) ?? 'other'
  return (
    <Table.Tr>
      <Table.Td className="mono">{name}</Table.Td>
      <Table.Td>
        <StatusDot tone={isHere ? 'ok' : 'idle'}>
          {t(isHere ? 'overview.here' : 'overview.missing')}
        </StatusDot>
      </Table.Td>
      <Table.Td>{t(`imports.${known}`)}</Table.Td>
    </Table.Tr>
  )
}

const knownMethods = ['glance-direct', 'web-download', 'copy-image', 'glance-download'] as const
