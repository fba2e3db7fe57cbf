import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Visibility } from '../../../../shared/model/copied-image.ts'
import type { Image } from '../../../../shared/model/image.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { showTransferStarted } from '../transfer-started.tsx'

interface CopyOrder {
  readonly toCloudId: string
  readonly name?: string
  readonly visibility?: Visibility
}

/** Orders a copy of each image, one after the other, and gives back those that could not be ordered, with the reason. */
export function useStartCopies(cloudId: string) {
  const { t } = useTranslation()
  const { client } = useApi()
  const [isStarting, setStarting] = useState(false)
  const [failures, setFailures] = useState<ReadonlyMap<string, unknown>>(new Map())

  async function start(images: readonly Image[], order: CopyOrder): Promise<readonly Image[]> {
    const failed = new Map<string, unknown>()
    setStarting(true)
    for (const { id: imageId } of images) {
      await client.transfers
        .copy({ cloudId, imageId, ...order })
        .catch((error: unknown) => failed.set(imageId, error))
    }
    setStarting(false)
    setFailures(failed)
    const count = images.length - failed.size
    if (count > 0) showTransferStarted(t('images.across.started', { count }))
    return images.filter(({ id }) => failed.has(id))
  }

  return { start, isStarting, failures }
}
