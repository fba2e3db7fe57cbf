import type { FileHandle } from 'node:fs/promises'

/** Zeros are left out in whole blocks of this size, which every file system can leave a hole for. */
const blockBytes = 64 * 1024
const zeros = Buffer.alloc(blockBytes)

/**
 * Writes bytes into a file that holds nothing at or after `position`, without the blocks that are all zeros: they
 * become holes, which read as zeros. Answers how many bytes were written. The file may end short of its last hole.
 */
export async function writeSparse(handle: FileHandle, bytes: Buffer, position: number): Promise<number> {
  let writtenBytes = 0
  for (let start = 0; start < bytes.length; ) {
    const end = runEnd(bytes, start, position)
    if (!isHole(bytes, start, position)) {
      await writeAll(handle, bytes.subarray(start, end), position + start)
      writtenBytes += end - start
    }
    start = end
  }
  return writtenBytes
}

/** Where the run of blocks ends that are all holes, or all not. */
function runEnd(bytes: Buffer, start: number, position: number): number {
  const isFirstHole = isHole(bytes, start, position)
  let end = blockEnd(bytes, start, position)
  while (end < bytes.length && isHole(bytes, end, position) === isFirstHole) {
    end = blockEnd(bytes, end, position)
  }
  return end
}

/** Blocks lie where the file's lie, not where these bytes begin. */
function blockEnd(bytes: Buffer, start: number, position: number): number {
  return Math.min(bytes.length, start + blockBytes - ((position + start) % blockBytes))
}

function isHole(bytes: Buffer, start: number, position: number): boolean {
  const end = blockEnd(bytes, start, position)
  // Almost every block that is no hole shows it in its first or last byte.
  if (end - start < blockBytes || bytes[start] !== 0 || bytes[end - 1] !== 0) return false
  return zeros.compare(bytes, start, end) === 0
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}
