import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'

import type { ImportProgress } from '../../../../shared/model/image-import.ts'
import type { Api } from '../../../lib/api.ts'
import { useImageRefresh } from '../use-image-list.ts'
import { useApi } from '../../../lib/api-context.tsx'

interface ImportWatch {
  readonly progress: ImportProgress | null
  readonly error: unknown
}

/** How far an import is, looked at while `isOn`. The import goes on in the cloud whether it is watched or not. */
export function useImportWatch(cloudId: string, imageId: string, isOn: boolean): ImportWatch {
  const api = useApi()
  const refresh = useImageRefresh(cloudId, imageId)
  const [watch, setWatch] = useState<ImportWatch>({ progress: null, error: null })

  useEffect(() => {
    if (!isOn) return
    const stop = new AbortController()
    void followImport(api, { cloudId, imageId }, setWatch, stop.signal).finally(
      () => void refresh().catch(() => {}),
    )
    return () => stop.abort()
  }, [api, refresh, cloudId, imageId, isOn])

  return watch
}

async function followImport(
  { client }: Api,
  one: { cloudId: string; imageId: string },
  onWatch: Dispatch<SetStateAction<ImportWatch>>,
  signal: AbortSignal,
) {
  try {
    for await (const progress of await client.images.watchImport(one, { signal })) {
      onWatch({ progress, error: null })
    }
  } catch (error) {
    if (!signal.aborted) onWatch((known) => ({ ...known, error }))
  }
}
