import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'

import { syncDirectory } from '../data-dir/sync-directory.ts'
import { privateMode } from '../data-dir/write-durably.ts'

/** Bytes of a file, `end` not included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Keeps these parts of a file, in their order, and nothing else. The old file or the new one survives a crash. */
export async function keepRanges(path: string, ranges: readonly ByteRange[]): Promise<void> {
  const next = `${path}.next`
  try {
    await pipeline(partsOf(path, joined(ranges)), createWriteStream(next, { mode: privateMode, flush: true }))
    await rename(next, path)
    await syncDirectory(dirname(path))
  } catch (error) {
    await rm(next, { force: true })
    throw error
  }
}

async function* partsOf(path: string, ranges: readonly ByteRange[]): AsyncGenerator<Buffer> {
  for (const { start, end } of ranges)
    if (end > start) yield* createReadStream(path, { start, end: end - 1, highWaterMark: 1024 * 1024 })
}

function joined(ranges: readonly ByteRange[]): ByteRange[] {
  const all: ByteRange[] = []
  for (const range of ranges) {
    const last = all.at(-1)
    if (last?.end === range.start) all[all.length - 1] = { start: last.start, end: range.end }
    else all.push(range)
  }
  return all
}
