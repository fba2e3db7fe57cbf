import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi, useHost } from '../../../lib/api-context.tsx'
import { showTransferStarted } from '../transfer-started.tsx'
import type { UploadDraft } from './upload-draft.ts'
import type { UploadChoices } from './upload-options.tsx'

interface Upload {
  readonly file: File
  readonly draft: UploadDraft
}

/** A few kilobytes can hold terabytes. */
const mostUnpackedBytes = 100 * 2 ** 30

/** Hands files to the host, one after the other, and gives back those that could not be started. */
export function useStartUploads(cloudId: string) {
  const { t } = useTranslation()
  const { client } = useApi()
  const host = useHost()
  const [isStarting, setStarting] = useState(false)
  const [failures, setFailures] = useState<ReadonlyMap<File, unknown>>(new Map())

  async function startOne({ file, draft }: Upload, choices: UploadChoices): Promise<void> {
    const { handle } = await host.takeFile(file)
    const { store, ...options } = choices
    const { unpack: format } = draft
    const image = {
      ...options,
      name: draft.name.trim(),
      diskFormat: draft.diskFormat,
      ...(draft.minDiskGb === '' ? {} : { minDiskGb: Number(draft.minDiskGb) }),
    }
    await client.transfers.upload({
      cloudId,
      file: handle,
      into: { kind: 'new', image },
      ...(format && { unpack: { format, limitBytes: mostUnpackedBytes } }),
      ...(store && { store }),
    })
  }

  async function start(uploads: readonly Upload[], choices: UploadChoices): Promise<readonly File[]> {
    const failed = new Map<File, unknown>()
    setStarting(true)
    for (const upload of uploads) {
      await startOne(upload, choices).catch((error: unknown) => failed.set(upload.file, error))
    }
    setStarting(false)
    setFailures(failed)
    const count = uploads.length - failed.size
    if (count > 0) showTransferStarted(t('images.upload.started', { count }))
    return [...failed.keys()]
  }

  return { start, isStarting, failures }
}
