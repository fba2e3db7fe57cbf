import { ActionIcon, Tooltip } from '@mantine/core'
import {
  IconDeviceFloppy,
  IconFolder,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconX,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { useHost } from '../../lib/api-context.tsx'
import { TransferMenu } from './transfer-menu.tsx'
import classes from './transfers.module.css'
import type { TransferActions } from './use-transfer-actions.ts'
import { whatCanBeDone } from './what-can-be-done.ts'

interface TransferButtonsProps {
  transfer: Transfer
  actions: TransferActions
}

/** What can be done now: stop what runs; fetch, repeat or put away what has ended. */
export function TransferButtons({ transfer, actions }: TransferButtonsProps) {
  const { t } = useTranslation()
  const { can } = useHost()
  const { id } = transfer
  const may = whatCanBeDone(transfer)

  return (
    <span role="gridcell" className={classes.buttons}>
      {may.fetch && can.saveInBrowser && <SaveLink transferId={id} />}
      {may.fetch && can.revealFiles && (
        <IconButton label={t('transfers.reveal')} icon={IconFolder} onClick={() => actions.reveal(id)} />
      )}
      {may.retry && (
        <IconButton label={t('transfers.retry')} icon={IconRefresh} onClick={() => actions.retry(id)} />
      )}
      {may.resume && (
        <IconButton label={t('transfers.resume')} icon={IconPlayerPlay} onClick={() => actions.resume(id)} />
      )}
      {may.pause && (
        <IconButton label={t('transfers.pause')} icon={IconPlayerPause} onClick={() => actions.pause(id)} />
      )}
      {may.dismiss ? (
        <IconButton label={t('transfers.dismiss')} icon={IconX} onClick={() => actions.dismiss(id)} />
      ) : (
        <IconButton label={t('transfers.cancel')} icon={IconPlayerStop} onClick={() => actions.cancel(id)} />
      )}
      <TransferMenu transfer={transfer} actions={actions} />
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
