import { open } from 'node:fs/promises'
import { basename, dirname } from 'node:path'

import { onDisk } from './on-disk.ts'
import { syncDirectory } from './sync-directory.ts'
import { privateMode } from './write-durably.ts'

/**
 * Adds to the end of a file, which only its owner may read, and resolves when the disk has it. `isNew`: the name may be
 * new, too. Throws DISK_FULL or FILE_UNWRITABLE.
 */
export async function appendDurably(path: string, text: string, isNew: boolean): Promise<void> {
  await onDisk({ dir: dirname(path), name: basename(path), neededBytes: null }, async () => {
    const file = await open(path, 'a', privateMode)
    try {
      await file.appendFile(text)
      await file.datasync()
    } finally {
      await file.close()
    }
    if (isNew) await syncDirectory(dirname(path))
  })
}
