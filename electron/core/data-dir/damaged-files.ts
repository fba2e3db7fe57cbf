import { copyFileSync, renameSync } from 'node:fs'
import { basename } from 'node:path'

import type { DamagedFile } from '../../../shared/model/damaged-file.ts'
import { Changes } from '../clouds/changes.ts'

/** Files of the app's own that could not be read, of this run: nothing of them is thrown away, and the page is told. */
export interface DamagedFiles {
  /**
   * Keeps a file aside as `<path>.damaged-<time>`. `lostEntries` is null when nothing of it could be read: then the
   * file is moved, and its owner starts anew. Else it is copied, and its owner writes what could be read.
   */
  setAside(path: string, lostEntries: number | null): void
  /** Those there are, then all of them each time one more is found. */
  watch(signal: AbortSignal): AsyncGenerator<DamagedFile[], void>
}

export function createDamagedFiles(parts: { now(): number; log(line: string): void }): DamagedFiles {
  const found: DamagedFile[] = []
  const changes = new Changes()
  return {
    setAside(path, lostEntries) {
      const time = new Date(parts.now()).toISOString().replace(/[:.]/g, '-')
      const keptAt = `${path}.damaged-${time}`
      if (lostEntries === null) renameSync(path, keptAt)
      else copyFileSync(path, keptAt)
      found.push({ name: basename(path), keptAt, lostEntries })
      parts.log(`${path} was damaged; it is kept as ${keptAt}`)
      changes.announce()
    },
    watch: (signal) => changes.watch(() => [...found], signal),
  }
}
