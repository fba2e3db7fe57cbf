import { ActionIcon, Button, Table, TextInput, Title, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../shared/format-bytes.ts'
import type { ImageCache } from '../../../shared/model/image-service.ts'
import { useApi } from '../../lib/api-context.tsx'
import { formatMoment } from '../../lib/format-time.ts'
import type { SignedInCloud } from '../../lib/live.ts'
import { ErrorNote } from '../../ui/error-note.tsx'
import { ClearCacheDialog } from './clear-cache-dialog.tsx'
import { ServicePart } from './service-part.tsx'
import classes from './service.module.css'

/** The copies that the service keeps near itself, and those that it will make. */
export function ServiceCache({ cloud }: { cloud: SignedInCloud }) {
  const { query } = useApi()
  const cache = useQuery(
    query.images.cache.queryOptions({
      input: { cloudId: cloud.id },
      refetchInterval: ({ state }) => ((state.data?.queued.length ?? 0) > 0 ? 5000 : false),
    }),
  )
  return (
    <ServicePart part="cache" query={cache}>
      {(found) => <Cache cloud={cloud} cache={found} />}
    </ServicePart>
  )
}

function Cache({ cloud, cache }: { cloud: SignedInCloud; cache: ImageCache }) {
  const { t, i18n } = useTranslation('service')
  const [isClearing, setClearing] = useState(false)
  const isEmpty = cache.cached.length === 0 && cache.queued.length === 0

  return (
    <>
      <div className={classes.bar}>
        <QueueForm cloudId={cloud.id} />
        <span className={classes.spring} />
        <Button disabled={isEmpty} onClick={() => setClearing(true)}>
          {t('cache.clear')}
        </Button>
      </div>
      <Title order={3}>{t('cache.cached')}</Title>
      {cache.cached.length === 0 && <p className={classes.faint}>{t('cache.noneCached')}</p>}
      {cache.cached.length > 0 && (
        <Table aria-label={t('cache.cached')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('cache.image')}</Table.Th>
              <Table.Th>{t('cache.size')}</Table.Th>
              <Table.Th>{t('cache.hits')}</Table.Th>
              <Table.Th>{t('cache.used')}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {cache.cached.map(({ imageId, sizeBytes, hits, lastAccessedAt }) => (
              <Row key={imageId} cloudId={cloud.id} imageId={imageId} remove="cache.remove">
                <Table.Td className="mono">{formatBytes(sizeBytes)}</Table.Td>
                <Table.Td className="mono">{hits}</Table.Td>
                <Table.Td>
                  {lastAccessedAt === null
                    ? t('cache.never')
                    : formatMoment(Date.parse(lastAccessedAt), i18n.language)}
                </Table.Td>
              </Row>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Title order={3}>{t('cache.queued')}</Title>
      {cache.queued.length === 0 && <p className={classes.faint}>{t('cache.noneQueued')}</p>}
      {cache.queued.length > 0 && (
        <Table aria-label={t('cache.queued')}>
          <Table.Tbody>
            {cache.queued.map((imageId) => (
              <Row key={imageId} cloudId={cloud.id} imageId={imageId} remove="cache.removeQueued" />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {isClearing && <ClearCacheDialog cloud={cloud} onClose={() => setClearing(false)} />}
    </>
  )
}

interface RowProps {
  cloudId: string
  imageId: string
  remove: 'cache.remove' | 'cache.removeQueued'
  children?: React.ReactNode
}

function Row({ cloudId, imageId, remove, children }: RowProps) {
  const { t } = useTranslation('service')
  const { query } = useApi()
  const refresh = useCacheRefresh()
  const image = useQuery(query.images.show.queryOptions({ input: { cloudId, imageId }, staleTime: 60_000 }))
  const removing = useMutation(query.images.deleteFromCache.mutationOptions({ onSettled: refresh }))
  const name = image.data?.name || imageId
  const label = t(remove, { name })

  return (
    <Table.Tr>
      <Table.Td>
        {image.data?.name} <span className="mono">{imageId}</span>
        {removing.isError && <ErrorNote error={removing.error} />}
      </Table.Td>
      {children}
      <Table.Td w={44}>
        <Tooltip label={label}>
          <ActionIcon
            size="sm"
            aria-label={label}
            loading={removing.isPending}
            onClick={() => removing.mutate({ cloudId, imageId })}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Table.Td>
    </Table.Tr>
  )
}

function QueueForm({ cloudId }: { cloudId: string }) {
  const { t } = useTranslation('service')
  const { query } = useApi()
  const refresh = useCacheRefresh()
  const [imageId, setImageId] = useState('')
  const [isWrong, setWrong] = useState(false)
  const queueing = useMutation(
    query.images.queueForCache.mutationOptions({ onSuccess: () => setImageId(''), onSettled: refresh }),
  )

  function submit(event: FormEvent) {
    event.preventDefault()
    const isId = uuid.test(imageId.trim())
    setWrong(!isId)
    if (isId) queueing.mutate({ cloudId, imageId: imageId.trim() })
  }

  return (
    <form onSubmit={submit}>
      <div className={classes.bar}>
        <TextInput
          w={340}
          label={t('cache.add')}
          classNames={{ input: 'mono' }}
          spellCheck={false}
          value={imageId}
          error={isWrong && t('cache.idNeeded')}
          onChange={(event) => setImageId(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" loading={queueing.isPending}>
          {t('cache.queue')}
        </Button>
      </div>
      {queueing.isError && <ErrorNote error={queueing.error} />}
    </form>
  )
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function useCacheRefresh() {
  const { query } = useApi()
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: query.images.cache.key() })
}
