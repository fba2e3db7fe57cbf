import { notifications } from '@mantine/notifications'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import type { LineMove, TransferPriority } from '../../../shared/model/transfer.ts'
import { useApi, useHost } from '../../lib/api-context.tsx'
import { explainError } from '../../lib/explain-error.ts'

export type TransferActions = ReturnType<typeof useTransferActions>

/** What can be done with a transfer. What comes of it is told by the live list; a refusal shows as a notification. */
export function useTransferActions() {
  const { t } = useTranslation()
  const { client } = useApi()
  const host = useHost()

  return useMemo(() => {
    const { transfers } = client
    const explain = (error: unknown) => notifications.show({ color: 'red', message: explainError(t, error) })
    const run = (asked: Promise<unknown>) => void asked.catch(explain)
    return {
      cancel: (transferId: string) => run(transfers.cancel({ transferId })),
      pause: (transferId: string) => run(transfers.pause({ transferId })),
      resume: (transferId: string) => run(transfers.resume({ transferId })),
      deleteLeft: (transferId: string) => run(transfers.deleteLeftImage({ transferId })),
      retry: (transferId: string) => run(transfers.retry({ transferId })),
      retryWith: (transferId: string, file: File) =>
        run(host.takeFile(file).then(({ handle }) => transfers.retry({ transferId, file: handle }))),
      move: (transferId: string, to: LineMove) => run(transfers.move({ transferId, to })),
      prioritise: (transferId: string, priority: TransferPriority) =>
        run(transfers.prioritise({ transferId, priority })),
      dismiss: (transferId: string) => run(transfers.dismiss({ transferId })),
      dismissEnded: () => run(transfers.dismissEnded()),
      reveal: (transferId: string) => run(host.revealFile(transferId)),
      copyReceipt: (transferId: string) =>
        run(
          transfers.receipt({ transferId }).then(async (receipt) => {
            await navigator.clipboard.writeText(`${JSON.stringify(receipt, null, 2)}\n`)
            notifications.show({ message: t('transfers.receiptCopied', { name: receipt.fileName }) })
          }),
        ),
    }
  }, [t, client, host])
}
