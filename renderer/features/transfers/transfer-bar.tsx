import { useTranslation } from 'react-i18next'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { formatBytes } from '../../../shared/format-bytes.ts'
import classes from './transfers.module.css'

/** How far a transfer is. Without a known size it only says that it moves. */
export function TransferBar({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation()
  const { sizeBytes, movedBytes, state, imageName, fileName } = transfer
  const isArrived = state === 'verified' || state === 'unverified' || state === 'verifying'
  const percent = isArrived ? 100 : sizeBytes ? Math.floor((movedBytes / sizeBytes) * 100) : null
  const words =
    percent === null
      ? t('transfers.movedSoFar', { moved: formatBytes(movedBytes) })
      : t('transfers.movedOf', { percent, moved: formatBytes(movedBytes), size: formatBytes(sizeBytes) })

  return (
    <span
      role="progressbar"
      aria-label={imageName || fileName}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      aria-valuetext={words}
      className={classes.bar}
    >
      <span className={classes.fill} style={{ width: `${percent ?? 0}%` }} />
    </span>
  )
}
