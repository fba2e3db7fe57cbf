import { Button, Skeleton, Table } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { ImageCapabilities } from '../../../shared/model/image-service.ts'
import { useApi } from '../../lib/api-context.tsx'
import type { SignedInCloud } from '../../lib/live.ts'
import { ErrorNote } from '../../ui/error-note.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { MissingPart } from './missing-part.tsx'
import classes from './service.module.css'
import { useService } from './use-service.ts'

/** Which parts the service has for this session, and which it has not and why. */
export function ServiceOverview({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation('service')
  const { client, query } = useApi()
  const queries = useQueryClient()
  const service = useService(cloud.id)
  const again = useMutation({
    networkMode: 'always',
    mutationFn: () => client.images.capabilities({ cloudId: cloud.id, isFresh: true }),
    onSuccess: (found) =>
      queries.setQueryData(query.images.capabilities.queryKey({ input: { cloudId: cloud.id } }), found),
  })

  return (
    <>
      <div className={classes.bar}>
        <p className={classes.faint}>{t('overview.hint')}</p>
        <Button loading={again.isPending} onClick={() => again.mutate()}>
          {t('askAgain')}
        </Button>
      </div>
      {service.isPending && <Skeleton height={160} />}
      {service.isError && <ErrorNote error={service.error} onRetry={() => void service.refetch()} />}
      {again.isError && <ErrorNote error={again.error} />}
      {service.data && <Found cloud={cloud} service={service.data} />}
    </>
  )
}

function Found({ cloud, service }: { cloud: SignedInCloud; service: ImageCapabilities }) {
  const { t } = useTranslation('service')
  const { versions, visibilities, canReadRanges } = service
  return (
    <>
      <FactList
        facts={[
          [t('overview.endpoint'), inMono(cloud.session.imageEndpoint ?? '')],
          [
            t('overview.versions'),
            inMono(
              versions.map(({ id, status }) => (status === 'CURRENT' ? `${id} (current)` : id)).join(', '),
            ),
          ],
          [t('overview.visibilities'), inMono(visibilities.join(', '))],
          [
            t('overview.ranges'),
            canReadRanges === null
              ? t('overview.rangesUnknown')
              : t(canReadRanges ? 'overview.here' : 'overview.missing'),
          ],
        ]}
      />
      <Table aria-label={t('parts')}>
        <Table.Tbody>
          {presences.map((part) => {
            const found = part === 'imports' ? service.importMethods : service[part]
            return (
              <Table.Tr key={part}>
                <Table.Th scope="row" w={220}>
                  {t(part === 'members' ? 'overview.members' : `part.${part}`)}
                </Table.Th>
                <Table.Td w={110}>
                  <StatusDot tone={found.isHere ? 'ok' : 'idle'}>
                    {t(found.isHere ? 'overview.here' : 'overview.missing')}
                  </StatusDot>
                </Table.Td>
                <Table.Td>{!found.isHere && <MissingPart part={part} status={found.status} />}</Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </>
  )
}

function inMono(text: string) {
  return <span className="mono">{text}</span>
}

const presences = ['stores', 'imports', 'tasks', 'usage', 'cache', 'metadefs', 'members'] as const
