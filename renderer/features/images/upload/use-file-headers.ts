import { useEffect, useState } from 'react'

import type { ImageHeader } from '../../../../shared/image-header/image-header.ts'
import { readFileHeader } from './read-file-header.ts'

/** What each file says of itself, as soon as its first bytes are read. A file that cannot be read says nothing. */
export function useFileHeaders(files: readonly File[]): ReadonlyMap<File, ImageHeader> {
  const [headers, setHeaders] = useState<ReadonlyMap<File, ImageHeader>>(new Map())

  useEffect(() => {
    const stop = new AbortController()
    void readAll(files, (file, header) => {
      if (!stop.signal.aborted) setHeaders((known) => new Map(known).set(file, header))
    })
    return () => stop.abort()
  }, [files])

  return headers
}

async function readAll(files: readonly File[], onRead: (file: File, header: ImageHeader) => void) {
  for (const file of files) {
    const header = await readFileHeader(file)
    if (header) onRead(file, header)
  }
}
