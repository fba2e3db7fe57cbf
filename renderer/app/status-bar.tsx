import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Transfer } from '../../shared/model/transfer.ts'
import { formatBytes } from '../../shared/format-bytes.ts'
import { formatClock } from '../lib/format-time.ts'
import { useTransfers } from '../lib/live.ts'
import { useNavigation } from '../lib/navigation.ts'
import { DirectionArrow } from '../ui/direction-arrow.tsx'
import classes from './layout.module.css'

/** What moves, visible from every screen: the first two transfers, how many more, and how many have failed. */
export function StatusBar() {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  const transfers = useTransfers() ?? []
  const running = transfers.filter((transfer) => transfer.endedAtMs === null)
  const moving = running.filter(({ state }) => state === 'moving' || state === 'verifying')
  const shown = (moving.length > 0 ? moving : running).slice(0, 2)
  const failed = transfers.filter(({ state }) => state === 'failed').length
  const bytesPerSecond = moving.reduce((sum, transfer) => sum + (transfer.bytesPerSecond ?? 0), 0)

  return (
    <footer className={classes.status}>
      {shown.map((transfer) => (
        <UnstyledButton key={transfer.id} onClick={() => go('transfers')}>
          <RunningTransfer transfer={transfer} />
        </UnstyledButton>
      ))}
      {running.length > shown.length && (
        <span>{t('app.otherTransfers', { count: running.length - shown.length })}</span>
      )}
      {failed > 0 && (
        <UnstyledButton className={classes.statusFailed} onClick={() => go('transfers')}>
          {t('app.failedTransfers', { count: failed })}
        </UnstyledButton>
      )}
      <span className={classes.statusEnd}>
        {moving.length > 1 && <span className="mono">{`${formatBytes(bytesPerSecond)}/s · `}</span>}
        <span role="status">
          {running.length > 0 ? t('app.activeTransfers', { count: running.length }) : t('app.noTransfers')}
        </span>
      </span>
    </footer>
  )
}

function RunningTransfer({ transfer }: { transfer: Transfer }) {
  const percent = transfer.sizeBytes ? (transfer.movedBytes / transfer.sizeBytes) * 100 : 0
  const rate = transfer.bytesPerSecond === null ? null : `${formatBytes(transfer.bytesPerSecond)}/s`
  const eta = transfer.etaMs === null ? null : formatClock(transfer.etaMs)

  return (
    <span className={classes.statusTransfer}>
      <DirectionArrow direction={transfer.direction} size={13} />
      <span className={classes.statusName}>{transfer.fileName}</span>
      <span className={classes.statusBar} aria-hidden>
        <span style={{ width: `${percent}%` }} />
      </span>
      <span className="mono">
        {[`${formatBytes(transfer.movedBytes)} / ${formatBytes(transfer.sizeBytes)}`, rate, eta]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </span>
  )
}
