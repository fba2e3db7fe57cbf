import { useTranslation } from 'react-i18next'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { formatBytes } from '../../../shared/format-bytes.ts'
import { formatDuration, formatMoment } from '../../lib/format-time.ts'
import { useClouds } from '../../lib/live.ts'
import { MethodTag } from '../../ui/method-tag.tsx'
import { StatusDot, type Tone } from '../../ui/status-dot.tsx'
import classes from './exchange-table.module.css'
import { formatWhen } from './format-when.ts'
import { urlSides } from './url-sides.ts'

interface ExchangeRowProps {
  readonly id: string
  /** Nothing while it is on its way. */
  readonly record: ExchangeRecord | undefined
  readonly index: number
  readonly top: number
  readonly isSelected: boolean
  readonly now: number
}

export function ExchangeRow({ id, record, index, top, isSelected, now }: ExchangeRowProps) {
  return (
    <div
      id={id}
      role="row"
      className={classes.row}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-index={index}
      style={{ transform: `translateY(${top}px)` }}
      aria-busy={record === undefined}
    >
      {record && <Cells record={record} now={now} />}
    </div>
  )
}

function Cells({ record, now }: { record: ExchangeRecord; now: number }) {
  const { t, i18n } = useTranslation()
  const { origin, path } = urlSides(record.url)
  return (
    <>
      <span role="gridcell" className={classes.time} title={formatMoment(record.startedAtMs, i18n.language)}>
        {formatWhen(record.startedAtMs, now, i18n.language)}
      </span>
      <span role="gridcell">
        <MethodTag method={record.method} />
      </span>
      <span role="gridcell" className={classes.url} title={record.url}>
        <span>{origin}</span>
        <b>{path}</b>
      </span>
      <span role="gridcell" className={classes.status}>
        <StatusDot tone={toneOf(record)}>
          {record.status === null ? t('history.failed') : String(record.status)}
        </StatusDot>
      </span>
      <span role="gridcell" className={classes.number}>
        {formatDuration(record.tookMs)}
      </span>
      <span role="gridcell" className={classes.number}>
        {record.sentBytes === 0 ? '–' : formatBytes(record.sentBytes)}
      </span>
      <span role="gridcell" className={classes.number}>
        {formatBytes(record.receivedBytes)}
      </span>
      <span role="gridcell" className={classes.dim}>
        {t(`history.origin.${record.origin}`)}
      </span>
      <span role="gridcell" className={classes.dim}>
        <CloudName cloudId={record.cloudId} />
      </span>
    </>
  )
}

function CloudName({ cloudId }: { cloudId: string | null }) {
  const { t } = useTranslation()
  const clouds = useClouds()
  if (cloudId === null) return '–'
  const cloud = clouds?.find(({ id }) => id === cloudId)
  if (!cloud) return clouds ? t('history.cloudGone') : null
  return (
    <>
      <i
        className={classes.square}
        style={{ background: `var(--cloud-${cloud.settings.colour})` }}
        aria-hidden
      />
      {cloud.settings.name}
    </>
  )
}

function toneOf({ status, problem }: ExchangeRecord): Tone {
  if (status === null || status >= 500) return 'bad'
  if (problem !== null || status >= 400) return 'warn'
  return status >= 300 ? 'run' : 'ok'
}
