import { useEffect, useMemo, useState } from 'react'

import type { BodyWindow } from '../../../lib/body-window.ts'
import { type BodyReader, openReader, readerOf } from '../../../lib/body/body-reader.ts'

export interface OpenBody {
  readonly reader: BodyReader
  /** How much of the body can be asked about already. */
  readonly loadedBytes: number
  readonly isWhole: boolean
  readonly hasFailed: boolean
}

/** Above this a body is seen through windows only. */
export const mostReadBytes = 256 * 1024 * 1024

/** Up to here the page reads a body itself, which is quicker; half a megabyte of brackets would hold it for seconds. */
const mostHereBytes = 64 * 1024

/** A reader of a body for as long as it is shown; null for one that is too large, or not begun. */
export function useBody(url: string, { bytes, totalBytes }: BodyWindow): OpenBody | null {
  const [read, setRead] = useState<(OpenBody & { readonly url: string }) | null>(null)
  const isHere = bytes.length === totalBytes && bytes.length <= mostHereBytes
  const here = useMemo(() => (isHere ? bodyOf(bytes) : null), [isHere, bytes])

  useEffect(() => {
    if (isHere || totalBytes === null || totalBytes > mostReadBytes) return
    const reader: BodyReader = openReader(url, (news) =>
      setRead((before) => {
        const known = before?.url === url ? before.loadedBytes : 0
        const loadedBytes = news.type === 'progress' ? news.loadedBytes : known
        return {
          url,
          reader,
          loadedBytes,
          isWhole: loadedBytes === totalBytes,
          hasFailed: news.type === 'failed',
        }
      }),
    )
    return () => reader.close()
  }, [url, isHere, totalBytes])

  return here ?? (read?.url === url ? read : null)
}

function bodyOf(bytes: Uint8Array): OpenBody {
  return { reader: readerOf(bytes), loadedBytes: bytes.length, isWhole: true, hasFailed: false }
}
