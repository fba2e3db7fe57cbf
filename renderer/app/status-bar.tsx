import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Transfer } from '../../shared/model/transfer.ts'
import { formatBytes } from '../../shared/format-bytes.ts'
import { formatClock } from '../lib/format-time.ts'
import { useTransfers } from '../lib/live.ts'
import { useNavigation } from '../lib/navigation.ts'
import classes from './layout.module.css'

/** What moves, visible from every screen: the first two transfers, and how many more. */
export function StatusBar() {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  const running = (useTransfers() ?? []).filter((transfer) => transfer.endedAtMs === null)

  return (
    <footer className={classes.status}>
      {running.slice(0, 2).map((transfer) => (
        <UnstyledButton key={transfer.id} onClick={() => go('transfers')}>
          <RunningTransfer transfer={transfer} />
        </UnstyledButton>
      ))}
      {running.length > 2 && <span>{t('app.otherTransfers', { count: running.length - 2 })}</span>}
      <span className={classes.statusEnd} role="status">
        {running.length > 0 ? t('app.activeTransfers', { count: running.length }) : t('app.noTransfers')}
      </span>
    </footer>
  )
}

function RunningTransfer({ transfer }: { transfer: Transfer }) {
  const Arrow = transfer.direction === 'upload' ? IconArrowUp : IconArrowDown
  const percent = transfer.sizeBytes ? (transfer.movedBytes / transfer.sizeBytes) * 100 : 0
  const rate = transfer.bytesPerSecond === null ? null : `${formatBytes(transfer.bytesPerSecond)}/s`
  const eta = transfer.etaMs === null ? null : formatClock(transfer.etaMs)

  return (
    <span className={classes.statusTransfer}>
      <Arrow size={13} aria-hidden />
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
