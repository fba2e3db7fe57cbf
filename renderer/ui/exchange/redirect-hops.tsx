import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { formatDuration } from '../../lib/format-time.ts'
import { MethodTag } from '../method-tag.tsx'
import { PhaseBars } from './phase-bars.tsx'
import classes from './redirect-hops.module.css'
import { StatusChip } from './status-chip.tsx'

/** Each redirect that was followed, with what it took, in the order of the wire. */
export function RedirectHops({ record }: { record: ExchangeRecord }) {
  const { t } = useTranslation()
  return (
    <ol className={classes.hops} aria-label={t('requests.timing.redirects')}>
      {record.redirects.map((hop, index) => (
        <li key={index}>
          <p className={classes.line}>
            <StatusChip status={hop.status} text={hop.statusText} />
            <MethodTag method={hop.method} />
            <span className="mono">{hop.url}</span>
            <span className="mono">{formatDuration(hop.tookMs)}</span>
          </p>
          <PhaseBars phases={hop.phases} />
          {hop.droppedHeaders.length > 0 && (
            <p className={classes.dropped}>
              {t('requests.timing.dropped', { names: hop.droppedHeaders.join(', ') })}
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
