import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { memo, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Problem } from '../../../shared/model/problem.ts'
import type { Transfer, TransferState } from '../../../shared/model/transfer.ts'
import { explainProblem } from '../../lib/explain-error.ts'
import { formatBytes } from '../../../shared/format-bytes.ts'
import { formatClock, formatDuration, formatMoment } from '../../lib/format-time.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { StatusDot, type Tone } from '../../ui/status-dot.tsx'
import { TransferBar } from './transfer-bar.tsx'
import { TransferButtons } from './transfer-buttons.tsx'
import { TransferDetails } from './transfer-details.tsx'
import classes from './transfers.module.css'
import type { TransferActions } from './use-transfer-actions.ts'

interface TransferProps {
  transfer: Transfer
}

interface TransferItemProps extends TransferProps {
  actions: TransferActions
}

/** One transfer in one line; below it why it failed or where the file is, and its hashes when asked for. */
export const TransferItem = memo(function TransferItem({ transfer, actions }: TransferItemProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const detailsId = useId()
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  const direction = t(`transfers.direction.${transfer.direction}`)
  const Arrow = transfer.direction === 'upload' ? IconArrowUp : IconArrowDown

  return (
    <li className={classes.item} data-state={transfer.state}>
      <div className={classes.line}>
        <ActionIcon
          size="sm"
          aria-expanded={isOpen}
          aria-controls={detailsId}
          aria-label={t('transfers.details', { name: transfer.imageName || transfer.fileName })}
          onClick={() => setOpen(!isOpen)}
        >
          <Chevron size={14} aria-hidden />
        </ActionIcon>
        <Tooltip label={direction}>
          <span role="img" aria-label={direction} className={classes.arrow}>
            <Arrow size={15} aria-hidden />
          </span>
        </Tooltip>
        <Name transfer={transfer} />
        <span className={classes.cloud}>{transfer.cloudName}</span>
        <TransferBar transfer={transfer} />
        <Bytes transfer={transfer} />
        <Pace transfer={transfer} />
        <State transfer={transfer} />
        <TransferButtons transfer={transfer} actions={actions} />
      </div>
      {transfer.problem && <Why transfer={transfer} problem={transfer.problem} />}
      {transfer.startedOver && (
        <p className={classes.saved}>
          {t('transfers.startedOver', { why: explainProblem(t, transfer.startedOver) })}
        </p>
      )}
      {transfer.savedPath !== null && (
        <p className={classes.saved}>
          {t('transfers.savedAs')} <span className="mono">{transfer.savedPath}</span>
          <CopyButton value={transfer.savedPath} label={t('transfers.path')} />
        </p>
      )}
      <div id={detailsId} className={classes.details} hidden={!isOpen}>
        {isOpen && <TransferDetails transfer={transfer} />}
      </div>
    </li>
  )
})

function Why({ transfer, problem }: TransferProps & { problem: Problem }) {
  const { t, i18n } = useTranslation()
  const { state, retryAtMs } = transfer
  const next =
    retryAtMs === null
      ? t('transfers.retryAfterSignIn')
      : t('transfers.retryAt', { time: formatMoment(retryAtMs, i18n.language) })
  return (
    <p className={classes.problem}>
      {explainProblem(t, problem)} {state === 'waiting' && next}
    </p>
  )
}

function Name({ transfer: { imageName, imageId, fileName } }: TransferProps) {
  const name = imageName || imageId || fileName
  return (
    <span className={classes.name} title={name === fileName ? name : `${name} · ${fileName}`}>
      {name}
      {name !== fileName && <span className={`${classes.file} mono`}>{fileName}</span>}
    </span>
  )
}

function Bytes({ transfer: { movedBytes, sizeBytes } }: TransferProps) {
  const isAll = sizeBytes === null || movedBytes === sizeBytes
  const words = isAll ? formatBytes(movedBytes) : `${formatBytes(movedBytes)} / ${formatBytes(sizeBytes)}`
  return <span className={`${classes.pace} mono`}>{words}</span>
}

function Pace({ transfer: { state, bytesPerSecond, etaMs, startedAtMs, endedAtMs } }: TransferProps) {
  const { t } = useTranslation()
  const isMoving = state === 'moving'
  const words = [
    isMoving && bytesPerSecond !== null && `${formatBytes(bytesPerSecond)}/s`,
    isMoving && etaMs !== null && t('transfers.left', { time: formatClock(etaMs) }),
    endedAtMs !== null && t('transfers.took', { time: formatDuration(endedAtMs - startedAtMs) }),
  ]
  return <span className={`${classes.pace} mono`}>{words.filter(Boolean).join(' · ')}</span>
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
