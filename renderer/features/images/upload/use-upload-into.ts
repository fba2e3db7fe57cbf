import { useTranslation } from 'react-i18next'

import { useApi, useHost } from '../../../lib/api-context.tsx'
import { showTransferStarted } from '../transfer-started.tsx'

/** Starts the upload of a file into an image that waits for data. */
export function useUploadInto(cloudId: string) {
  const { t } = useTranslation()
  const { client } = useApi()
  const host = useHost()

  return async (imageId: string, file: File): Promise<void> => {
    const { handle } = await host.takeFile(file)
    await client.transfers.upload({ cloudId, file: handle, into: { kind: 'existing', imageId } })
    showTransferStarted(t('images.upload.started', { count: 1 }))
  }
}
