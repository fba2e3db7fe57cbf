import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { formatBytes } from '../../../shared/format-bytes.ts'
import { formatDuration, formatMoment } from '../../lib/format-time.ts'
import { FactList } from '../fact-list.tsx'
import { PhaseBars } from './phase-bars.tsx'
import { RedirectHops } from './redirect-hops.tsx'

/** When, how long, over which connection, how much. */
export function ExchangeTiming({ record }: { record: ExchangeRecord }) {
  const { t, i18n } = useTranslation()
  return (
    <>
      {record.redirects.length > 0 && <RedirectHops record={record} />}
      <PhaseBars phases={record.phases} />
      <FactList
        facts={[
          [t('requests.timing.total'), mono(formatDuration(record.tookMs))],
          [t('requests.timing.started'), formatMoment(record.startedAtMs, i18n.language)],
          [t('requests.timing.address'), mono(addressOf(record))],
          [
            t('requests.timing.connection'),
            record.isConnectionReused ? t('requests.timing.reused') : t('requests.timing.fresh'),
          ],
          [t('requests.timing.sent'), mono(formatBytes(record.sentBytes))],
          [t('requests.timing.received'), mono(formatBytes(record.receivedBytes))],
        ]}
      />
    </>
  )
}

function addressOf({ remoteAddress, remotePort }: ExchangeRecord): string {
  if (remoteAddress === null) return '–'
  const host = remoteAddress.includes(':') ? `[${remoteAddress}]` : remoteAddress
  return remotePort === null ? remoteAddress : `${host}:${remotePort}`
}

function mono(text: string) {
  return <span className="mono">{text}</span>
}
