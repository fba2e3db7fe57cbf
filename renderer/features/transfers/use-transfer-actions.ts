import { notifications } from '@mantine/notifications'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi, useHost } from '../../lib/api-context.tsx'
import { explainError } from '../../lib/explain-error.ts'

export type TransferActions = ReturnType<typeof useTransferActions>

/** What can be done with a transfer. What comes of it is told by the live list; a refusal shows as a notification. */
export function useTransferActions() {
  const { t } = useTranslation()
  const { client } = useApi()
  const host = useHost()

  return useMemo(() => {
    const explain = (error: unknown) => notifications.show({ color: 'red', message: explainError(t, error) })
    return {
      cancel: (transferId: string) => void client.transfers.cancel({ transferId }).catch(explain),
      pause: (transferId: string) => void client.transfers.pause({ transferId }).catch(explain),
      resume: (transferId: string) => void client.transfers.resume({ transferId }).catch(explain),
      deleteLeft: (transferId: string) =>
        void client.transfers.deleteLeftImage({ transferId }).catch(explain),
      retry: (transferId: string) => void client.transfers.retry({ transferId }).catch(explain),
      dismiss: (transferId: string) => void client.transfers.dismiss({ transferId }).catch(explain),
      reveal: (transferId: string) => void host.revealFile(transferId).catch(explain),
    }
  }, [t, client, host])
}
