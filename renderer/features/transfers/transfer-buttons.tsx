import { ActionIcon, Tooltip } from '@mantine/core'
import {
  IconDeviceFloppy,
  IconFolder,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
  IconX,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { useHost } from '../../lib/api-context.tsx'
import classes from './transfers.module.css'
import type { TransferActions } from './use-transfer-actions.ts'

interface TransferButtonsProps {
  transfer: Transfer
  actions: TransferActions
}

/** What can be done now: stop what runs; fetch, repeat or put away what has ended. */
export function TransferButtons({ transfer, actions }: TransferButtonsProps) {
  const { t } = useTranslation()
  const { can } = useHost()
  const { id, state, direction, savedPath } = transfer
  const hasEnded = transfer.endedAtMs !== null
  const hasFile = direction === 'download' && savedPath !== null && hasEnded
  const canRetry = state === 'failed' || state === 'cancelled' || state === 'waiting'
  const canResume = state === 'paused'

  return (
    <span className={classes.buttons}>
      {hasFile && can.saveInBrowser && <SaveLink transferId={id} />}
      {hasFile && can.revealFiles && (
        <IconButton label={t('transfers.reveal')} icon={IconFolder} onClick={() => actions.reveal(id)} />
      )}
      {canRetry && (
        <IconButton label={t('transfers.retry')} icon={IconRefresh} onClick={() => actions.retry(id)} />
      )}
      {transfer.leftImageId !== null && (
        <IconButton
          label={t('transfers.deleteLeft')}
          icon={IconTrash}
          onClick={() => actions.deleteLeft(id)}
        />
      )}
      {canResume && (
        <IconButton label={t('transfers.resume')} icon={IconPlayerPlay} onClick={() => actions.resume(id)} />
      )}
      {!hasEnded && !canResume && (
        <IconButton label={t('transfers.pause')} icon={IconPlayerPause} onClick={() => actions.pause(id)} />
      )}
      {hasEnded ? (
        <IconButton label={t('transfers.dismiss')} icon={IconX} onClick={() => actions.dismiss(id)} />
      ) : (
        <IconButton label={t('transfers.cancel')} icon={IconPlayerStop} onClick={() => actions.cancel(id)} />
      )}
    </span>
  )
}

/** In the served shell a download lies beside the server: from there the browser can fetch it. */
function SaveLink({ transferId }: { transferId: string }) {
  const { t } = useTranslation()
  const host = useHost()
  return (
    <Tooltip label={t('transfers.saveHereHint')}>
      <a className={classes.save} href={host.savedFileUrl(transferId)} download>
        <IconDeviceFloppy size={14} aria-hidden /> {t('transfers.saveHere')}
      </a>
    </Tooltip>
  )
}

interface IconButtonProps {
  label: string
  icon: ComponentType<{ size: number; 'aria-hidden': boolean }>
  onClick: () => void
}

function IconButton({ label, icon: Icon, onClick }: IconButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label} onClick={onClick}>
        <Icon size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
