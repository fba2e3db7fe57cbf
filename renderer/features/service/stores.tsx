import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { ImageStore } from '../../../shared/model/image-service.ts'
import type { SignedInCloud } from '../../lib/live.ts'
import { MissingPart } from './missing-part.tsx'
import { ServicePart } from './service-part.tsx'
import classes from './service.module.css'
import { useService } from './use-service.ts'

/** The stores that data can be in, and what administrators are told of them. */
export function Stores({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation('service')
  const service = useService(cloud.id)
  return (
    <ServicePart part="stores" query={service}>
      {({ stores: found }) =>
        found.isHere ? (
          <>
            <Table aria-label={t('part.stores')}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('stores.id')}</Table.Th>
                  <Table.Th>{t('stores.what')}</Table.Th>
                  <Table.Th>{t('stores.kind')}</Table.Th>
                  <Table.Th>{t('stores.detail')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {found.stores.map((store) => (
                  <StoreRow key={store.id} store={store} />
                ))}
              </Table.Tbody>
            </Table>
            {found.stores.every(({ detail }) => detail === null) && (
              <p className={classes.faint}>{t('stores.noDetail')}</p>
            )}
          </>
        ) : (
          <MissingPart part="stores" status={found.status} />
        )
      }
    </ServicePart>
  )
}

function StoreRow({ store: { id, description, isDefault, isReadOnly, detail } }: { store: ImageStore }) {
  const { t } = useTranslation('service')
  const facts = [isDefault && t('stores.default'), isReadOnly && t('stores.readOnly')].filter(Boolean)
  return (
    <Table.Tr>
      <Table.Td>
        <span className="mono">{id}</span> {facts.length > 0 && <span>({facts.join(', ')})</span>}
      </Table.Td>
      <Table.Td>{description}</Table.Td>
      <Table.Td>
        {detail?.type} {detail?.weight != null && t('stores.weight', { weight: detail.weight })}
      </Table.Td>
      <Table.Td className="mono">
        {Object.entries(detail?.properties ?? {}).map(([name, value]) => (
          <div key={name}>
            {name}: {value}
          </div>
        ))}
      </Table.Td>
    </Table.Tr>
  )
}
