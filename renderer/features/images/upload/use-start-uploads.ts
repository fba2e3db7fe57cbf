import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi, useHost } from '../../../lib/api-context.tsx'
import type { Visibility } from '../create/image-form.ts'
import { showTransferStarted } from '../transfer-started.tsx'
import type { UploadDraft } from './upload-draft.ts'

interface Upload {
  readonly file: File
  readonly draft: UploadDraft
}

interface UploadOptions {
  readonly visibility: Visibility
  readonly containerFormat: string
}

/** Hands files to the host, one after the other, and gives back those that could not be started. */
export function useStartUploads(cloudId: string) {
  const { t } = useTranslation()
  const { client } = useApi()
  const host = useHost()
  const [isStarting, setStarting] = useState(false)
  const [failures, setFailures] = useState<ReadonlyMap<File, unknown>>(new Map())

  async function startOne({ file, draft }: Upload, options: UploadOptions): Promise<void> {
    const { handle } = await host.takeFile(file)
    const image = {
      ...options,
      name: draft.name.trim(),
      diskFormat: draft.diskFormat,
      ...(draft.minDiskGb === '' ? {} : { minDiskGb: Number(draft.minDiskGb) }),
    }
    await client.transfers.upload({ cloudId, file: handle, into: { kind: 'new', image } })
  }

  async function start(uploads: readonly Upload[], options: UploadOptions): Promise<readonly File[]> {
    const failed = new Map<File, unknown>()
    setStarting(true)
    for (const upload of uploads) {
      await startOne(upload, options).catch((error: unknown) => failed.set(upload.file, error))
    }
    setStarting(false)
    setFailures(failed)
    const count = uploads.length - failed.size
    if (count > 0) showTransferStarted(t('images.upload.started', { count }))
    return [...failed.keys()]
  }

  return { start, isStarting, failures }
}
