import { ActionIcon, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import type { Transfer, TransferState } from '../../../shared/model/transfer.ts'
import { formatBytes } from '../../../shared/format-bytes.ts'
import { formatClock, formatDuration } from '../../lib/format-time.ts'
import { DirectionArrow } from '../../ui/direction-arrow.tsx'
import { StatusDot, type Tone } from '../../ui/status-dot.tsx'
import { TransferBar } from './transfer-bar.tsx'
import { TransferButtons } from './transfer-buttons.tsx'
import { TransferDetails } from './transfer-details.tsx'
import { TransferRemarks } from './transfer-remarks.tsx'
import classes from './transfers.module.css'
import type { TransferActions } from './use-transfer-actions.ts'

interface TransferProps {
  transfer: Transfer
}

interface TransferItemProps extends TransferProps {
  rowId: string
  index: number
  actions: TransferActions
  isCurrent: boolean
  isOpen: boolean
  onToggle: (transferId: string) => void
  measure: (row: HTMLDivElement | null) => void
}

/** One transfer in one line; below it what there is to say, and its hashes when asked for. */
export const TransferItem = memo(function TransferItem(props: TransferItemProps) {
  const { transfer, actions, isOpen, rowId, index, isCurrent, measure } = props
  return (
    <div
      id={rowId}
      ref={measure}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isCurrent}
      data-index={index}
      data-state={transfer.state}
      className={classes.item}
    >
      <Line {...props} />
      <TransferRemarks transfer={transfer} actions={actions} />
      {isOpen && (
        <div role="gridcell" className={classes.details}>
          <TransferDetails transfer={transfer} />
        </div>
      )}
    </div>
  )
})

function Line({ transfer, actions, isOpen, onToggle }: TransferItemProps) {
  const { t } = useTranslation()
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  const direction = t(`transfers.direction.${transfer.direction}`)

  return (
    <div className={classes.line}>
      <span role="gridcell">
        <ActionIcon
          size="sm"
          aria-expanded={isOpen}
          aria-label={t('transfers.details', { name: transfer.imageName || transfer.fileName })}
          onClick={() => onToggle(transfer.id)}
        >
          <Chevron size={14} aria-hidden />
        </ActionIcon>
      </span>
      <span role="gridcell" className={classes.arrow}>
        <Tooltip label={direction}>
          <span role="img" aria-label={direction}>
            <DirectionArrow direction={transfer.direction} size={15} />
          </span>
        </Tooltip>
      </span>
      <Name transfer={transfer} />
      <Clouds transfer={transfer} />
      <span role="gridcell">
        <TransferBar transfer={transfer} />
      </span>
      <Bytes transfer={transfer} />
      <Pace transfer={transfer} />
      <span role="gridcell" className={classes.state}>
        <State transfer={transfer} />
        <Priority transfer={transfer} />
      </span>
      <TransferButtons transfer={transfer} actions={actions} />
    </div>
  )
}

function Priority({ transfer: { priority, endedAtMs } }: TransferProps) {
  const { t } = useTranslation()
  if (priority === 'normal' || endedAtMs !== null) return null
  return <span className={classes.file}>{t(`transfers.priority.${priority}`)}</span>
}

function Name({ transfer: { imageName, imageId, fileName } }: TransferProps) {
  const name = imageName || imageId || fileName
  return (
    <span role="gridcell" className={classes.name} title={name === fileName ? name : `${name} · ${fileName}`}>
      {name}
      {name !== fileName && <span className={`${classes.file} mono`}>{fileName}</span>}
    </span>
  )
}

function Clouds({ transfer: { from, cloudName } }: TransferProps) {
  const words = from ? `${from.cloudName} → ${cloudName}` : cloudName
  return (
    <span role="gridcell" className={classes.cloud} title={words}>
      {words}
    </span>
  )
}

function Bytes({ transfer: { movedBytes, sizeBytes } }: TransferProps) {
  const isAll = sizeBytes === null || movedBytes === sizeBytes
  const words = isAll ? formatBytes(movedBytes) : `${formatBytes(movedBytes)} / ${formatBytes(sizeBytes)}`
  return (
    <span role="gridcell" className={`${classes.pace} mono`}>
      {words}
    </span>
  )
}

function Pace({ transfer: { state, bytesPerSecond, etaMs, startedAtMs, endedAtMs } }: TransferProps) {
  const { t } = useTranslation()
  const isMoving = state === 'moving'
  const words = [
    isMoving && bytesPerSecond !== null && `${formatBytes(bytesPerSecond)}/s`,
    isMoving && etaMs !== null && t('transfers.left', { time: formatClock(etaMs) }),
    endedAtMs !== null && t('transfers.took', { time: formatDuration(endedAtMs - startedAtMs) }),
  ]
  return (
    <span role="gridcell" className={`${classes.pace} mono`}>
      {words.filter(Boolean).join(' · ')}
    </span>
  )
}

function State({ transfer: { state, verifiedBy } }: TransferProps) {
  const { t } = useTranslation()
  const words =
    state === 'verified' && verifiedBy !== null
      ? t('transfers.verifiedBy', { algorithm: verifiedBy })
      : t(`transfers.state.${state}`)
  const word = <StatusDot tone={tones[state]}>{words}</StatusDot>
  if (state !== 'unverified') return word
  return (
    <Tooltip label={t('transfers.unverifiedHint')} events={{ hover: true, focus: true, touch: true }}>
      <span tabIndex={0}>{word}</span>
    </Tooltip>
  )
}

const tones: Record<TransferState, Tone> = {
  queued: 'idle',
  moving: 'run',
  verifying: 'run',
  verified: 'ok',
  unverified: 'warn',
  waiting: 'warn',
  paused: 'idle',
  failed: 'bad',
  cancelled: 'idle',
}
