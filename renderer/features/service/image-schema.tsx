import { Skeleton, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { ImageAttribute } from '../../../shared/model/image-service.ts'
import { useApi } from '../../lib/api-context.tsx'
import type { SignedInCloud } from '../../lib/live.ts'
import { ErrorNote } from '../../ui/error-note.tsx'
import classes from './service.module.css'

/** Every attribute of an image by the cloud's own schema: its type, its choices, and who sets it. */
export function ImageSchema({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation('service')
  const { query } = useApi()
  const schema = useQuery(query.images.schema.queryOptions({ input: { cloudId: cloud.id } }))

  if (schema.isPending) return <Skeleton height={160} />
  if (schema.isError) return <ErrorNote error={schema.error} onRetry={() => void schema.refetch()} />
  return (
    <>
      <p className={classes.faint}>{t('schema.hint')}</p>
      <Table aria-label={t('part.schema')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('schema.name')}</Table.Th>
            <Table.Th>{t('schema.type')}</Table.Th>
            <Table.Th>{t('schema.choices')}</Table.Th>
            <Table.Th>{t('schema.setBy')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {schema.data.map((attribute) => (
            <AttributeRow key={attribute.name} attribute={attribute} />
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}

function AttributeRow({ attribute }: { attribute: ImageAttribute }) {
  const { t } = useTranslation('service')
  const { name, types, description, choices, isReadOnly, maxLength } = attribute
  return (
    <Table.Tr>
      <Table.Td>
        <span className="mono">{name}</span>
        <div className={classes.faint}>{description}</div>
      </Table.Td>
      <Table.Td className="mono">{types.join(' | ')}</Table.Td>
      <Table.Td className="mono">
        {choices.length > 0
          ? choices.join(', ')
          : maxLength !== null && t('schema.length', { max: maxLength })}
      </Table.Td>
      <Table.Td>{t(isReadOnly ? 'schema.cloud' : 'schema.you')}</Table.Td>
    </Table.Tr>
  )
}
