import { ActionIcon, Skeleton, Tooltip } from '@mantine/core'
import { IconArrowUpRight, IconTerminal2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../../shared/model/exchange.ts'
import { explainProblem } from '../../../lib/explain-error.ts'
import { formatDuration, formatMoment } from '../../../lib/format-time.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { MethodTag } from '../../../ui/method-tag.tsx'
import classes from './inspector.module.css'
import { useExchangeActions } from './use-exchange-actions.ts'
import type { ImageExchanges } from './use-image-exchanges.ts'

/** What the app asked the cloud about one image, each as a request that can be opened or copied. */
export function ImageWire({ cloudId, exchanges }: { cloudId: string; exchanges: ImageExchanges }) {
  const { t } = useTranslation()

  if (exchanges.isPending) return <Skeleton height={64} />
  if (exchanges.isError) return <ErrorNote error={exchanges.error} onRetry={() => void exchanges.refetch()} />
  if (exchanges.data.records.length === 0) return <p className={classes.faint}>{t('images.wire.none')}</p>
  return (
    <>
      <p className={classes.faint}>{t('images.wire.title')}</p>
      <ul className={classes.wire}>
        {exchanges.data.records.map((record) => (
          <WireRow key={record.id} cloudId={cloudId} record={record} />
        ))}
      </ul>
    </>
  )
}

function WireRow({ cloudId, record }: { cloudId: string; record: ExchangeRecord }) {
  const { t, i18n } = useTranslation()
  const { openAsRequest, copyAsCurl } = useExchangeActions(cloudId, record.id)
  const path = pathOf(record.url)
  const failure = record.problem && explainProblem(t, record.problem)
  const isBad = record.status === null || record.status >= 400

  return (
    <li className={classes.wireRow} title={failure ?? formatMoment(record.startedAtMs, i18n.language)}>
      <MethodTag method={record.method} />
      <span className={`${classes.path} mono`}>
        <bdi>{path}</bdi>
      </span>
      <span className={`${isBad ? classes.bad : classes.good} mono`}>
        {record.status ?? t('images.wire.noAnswer')}
      </span>
      <span className={`${classes.took} mono`}>{formatDuration(record.tookMs)}</span>
      <Tooltip label={t('images.wire.open')}>
        <ActionIcon
          size="sm"
          aria-label={`${t('images.wire.open')}: ${record.method} ${path}`}
          onClick={openAsRequest}
        >
          <IconArrowUpRight size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('images.wire.curl')}>
        <ActionIcon
          size="sm"
          aria-label={`${t('images.wire.curl')}: ${record.method} ${path}`}
          onClick={copyAsCurl}
        >
          <IconTerminal2 size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </li>
  )
}

// The image's id is the same in every row; what comes after it tells the calls apart.
function pathOf(url: string): string {
  const { pathname } = new URL(url)
  return pathname
    .replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}\//, '/…/')
    .replace(/\/([0-9a-f]{8})-[0-9a-f-]{27}$/, '/$1…')
}
