import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { type BulkPlan, type BulkPlanItem } from '../../../../shared/model/plan-bulk.ts'
import { explainProblem } from '../../../lib/explain-error.ts'
import { StatusDot, type Tone } from '../../../ui/status-dot.tsx'
import classes from './bulk.module.css'
import type { BulkOutcome, BulkRun } from './use-bulk-run.ts'

const guessedHeight = 28

/** Every image of the plan with what will happen or has happened to it. */
export function BulkItems({ plan, run }: { plan: BulkPlan; run: BulkRun }) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: plan.items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => guessedHeight,
    overscan: 8,
  })

  return (
    <div ref={scroller} className={classes.items} role="list" tabIndex={0}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const item = plan.items[index]!
          return (
            <div
              key={item.image.id}
              ref={virtual.measureElement}
              data-index={index}
              role="listitem"
              className={classes.item}
              style={{ transform: `translateY(${start}px)` }}
            >
              <span className={classes.itemName} title={item.image.id}>
                <bdi>{item.image.name || item.image.id}</bdi>
              </span>
              <Verdict
                item={item}
                outcome={run.outcomes.get(item.image.id)}
                isEnded={run.state === 'ended'}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface VerdictProps {
  item: BulkPlanItem
  outcome: BulkOutcome | undefined
  isEnded: boolean
}

function Verdict({ item: { ruling }, outcome, isEnded }: VerdictProps) {
  const { t } = useTranslation()
  if (!ruling.isAllowed) {
    return (
      <span className={classes.left}>
        {t('images.bulk.leftOut')}: {t(`rules.${ruling.rule}`, { status: ruling.status })}
      </span>
    )
  }
  if (outcome?.kind === 'failed') {
    return (
      <div>
        <StatusDot tone="bad">{t('images.bulk.outcome.failed')}</StatusDot>
        <div className={classes.left}>{explainProblem(t, outcome.problem)}</div>
      </div>
    )
  }
  const kind = outcome?.kind ?? (isEnded ? 'stopped' : 'waits')
  return <StatusDot tone={tones[kind]}>{t(`images.bulk.outcome.${kind}`)}</StatusDot>
}

const tones: Readonly<Record<'started' | 'done' | 'stopped' | 'waits', Tone>> = {
  started: 'run',
  done: 'ok',
  stopped: 'idle',
  waits: 'idle',
}
