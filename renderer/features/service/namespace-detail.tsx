import { Stack, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { MetadefNamespace, MetadefProperty } from '../../../shared/model/image-service.ts'
import { FactList } from '../../ui/fact-list.tsx'
import classes from './service.module.css'

/** Everything one namespace defines. */
export function NamespaceDetail({ namespace }: { namespace: MetadefNamespace }) {
  const { t } = useTranslation('service')
  const { description, properties, objects, tags, resourceTypes } = namespace
  const belongs = resourceTypes.map(({ name, prefix }) =>
    prefix === '' ? name : `${name} (${t('metadefs.prefix', { prefix })})`,
  )
  return (
    <Stack gap="sm">
      {description && <p>{description}</p>}
      <FactList
        facts={[
          [t('metadefs.resourceTypes'), belongs.join(', ') || t('none')],
          [t('metadefs.objects'), objects.map(({ name }) => name).join(', ') || t('none')],
          [t('metadefs.tags'), tags.join(', ') || t('none')],
        ]}
      />
      {properties.length > 0 && (
        <Table aria-label={namespace.title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('metadefs.property')}</Table.Th>
              <Table.Th>{t('metadefs.type')}</Table.Th>
              <Table.Th>{t('metadefs.values')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {properties.map((property) => (
              <PropertyRow key={`${property.group} ${property.name}`} property={property} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  )
}

function PropertyRow({ property }: { property: MetadefProperty }) {
  const { t } = useTranslation('service')
  const { name, title, description, type, choices, group } = property
  return (
    <Table.Tr>
      <Table.Td>
        <span className="mono">{name}</span> {title !== name && title}{' '}
        {group !== null && <span className={classes.faint}>({group})</span>}
        <div className={classes.faint}>{description}</div>
      </Table.Td>
      <Table.Td className="mono">{type}</Table.Td>
      <Table.Td>
        {choices.length > 0 ? (
          <span className="mono">{choices.join(', ')}</span>
        ) : (
          <Limits {...{ property }} />
        )}
        {property.default !== null && (
          <div className={classes.faint}>{t('metadefs.default', { value: property.default })}</div>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function Limits({ property: { type, minimum, maximum, pattern } }: { property: MetadefProperty }) {
  const { t } = useTranslation('service')
  if (pattern !== null) return <span className="mono">{pattern}</span>
  if (minimum !== null || maximum !== null)
    return t('metadefs.range', { from: minimum ?? '…', to: maximum ?? '…' })
  return type === 'string' ? t('metadefs.anyText') : null
}
