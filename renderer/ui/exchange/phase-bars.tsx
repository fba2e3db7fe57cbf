import { useTranslation } from 'react-i18next'

import type { ExchangePhases } from '../../../shared/model/exchange.ts'
import { formatDuration } from '../../lib/format-time.ts'
import classes from './phase-bars.module.css'
import { phaseSpans } from './phase-spans.ts'

/** A waterfall of what took how long. Phases that did not happen have no line. */
export function PhaseBars({ phases }: { phases: ExchangePhases }) {
  const { t } = useTranslation()
  return (
    <dl className={classes.bars}>
      {phaseSpans(phases).map(({ phase, ms, from, share }) => (
        <div key={phase} className={classes.line}>
          <dt>{t(`requests.timing.${phase}`)}</dt>
          <dd className={classes.track} aria-hidden>
            <span
              data-phase={phase}
              style={{ left: `min(${from * 100}%, 100% - 3px)`, width: `${share * 100}%` }}
            />
          </dd>
          <dd className={classes.time}>{formatDuration(ms)}</dd>
        </div>
      ))}
    </dl>
  )
}
