import { useEffect, useState } from 'react'

import { type FileLook, lookAtFile } from './look-at-file.ts'

/** What each file says of itself, as soon as its first bytes are read. A file that cannot be read says nothing. */
export function useFileLooks(files: readonly File[]): ReadonlyMap<File, FileLook> {
  const [looks, setLooks] = useState<ReadonlyMap<File, FileLook>>(new Map())

  useEffect(() => {
    const stop = new AbortController()
    void lookAtAll(files, (file, look) => {
      if (!stop.signal.aborted) setLooks((known) => new Map(known).set(file, look))
    })
    return () => stop.abort()
  }, [files])

  return looks
}

async function lookAtAll(files: readonly File[], onLooked: (file: File, look: FileLook) => void) {
  for (const file of files) {
    const look = await lookAtFile(file)
    if (look) onLooked(file, look)
  }
}
