import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'

import type { StageProgress } from '../../../../shared/model/image-import.ts'
import { useApi, useHost } from '../../../lib/api-context.tsx'
import { useImagesRefresh } from '../use-images-refresh.ts'
import { type ImportForm, toMethod, toOperation } from './import-form.ts'

/** Orders an import, after the file of it is staged where there is one. Leaving the page stops the staging. */
export function useImportOrder(cloudId: string, imageId: string) {
  const { client } = useApi()
  const host = useHost()
  const refresh = useImagesRefresh()
  const [staging, setStaging] = useState<StageProgress | null>(null)
  const stop = useRef<AbortController | null>(null)
  const one = { cloudId, imageId }
  useEffect(() => () => stop.current?.abort(), [])

  async function stage(file: File, signal: AbortSignal) {
    setStaging({ movedBytes: 0, sizeBytes: file.size })
    const { handle } = await host.takeFile(file)
    for await (const step of await client.images.stage({ ...one, file: handle }, { signal })) setStaging(step)
  }

  const order = useMutation({
    networkMode: 'always',
    mutationFn: async (form: ImportForm): Promise<'ordered' | 'stopped'> => {
      const leaving = new AbortController()
      stop.current = leaving
      try {
        if (form.way === 'glance-direct' && form.file !== null) await stage(form.file, leaving.signal)
        leaving.signal.throwIfAborted()
      } catch (error) {
        if (leaving.signal.aborted) return 'stopped'
        throw error
      }
      await client.images.import({ ...one, method: toMethod(form), target: toOperation(form).target })
      return 'ordered'
    },
    onSettled: () => {
      setStaging(null)
      return refresh()
    },
  })

  return {
    staging,
    /** What is staged is not taken back. */
    cancel: () => stop.current?.abort(),
    start: order.mutate,
    isPending: order.isPending,
    isOrdered: order.data === 'ordered',
    error: order.error,
  }
}
