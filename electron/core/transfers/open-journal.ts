import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

import type { DamagedFiles } from '../data-dir/damaged-files.ts'
import { sealRecord, sealRemoval } from './journal-seal.ts'
import { journalVersion, readJournal } from './read-journal.ts'
import { syncDirectory } from '../data-dir/sync-directory.ts'
import type { TransferRecord } from './transfer-record.ts'

/** What is known of every transfer, on the disk: a crash at any byte loses nothing that was said to be durable. */
export interface Journal {
  /** What was there when it was opened, in the order in which the transfers were first written. */
  readonly records: readonly TransferRecord[]
  /** Resolves when the disk has it. Calls that come together are flushed together. */
  put(record: TransferRecord): Promise<void>
  remove(transferId: string): Promise<void>
  close(): Promise<void>
}

interface Line {
  readonly text: string
  done(): void
  failed(error: unknown): void
}

const header = `${JSON.stringify({ journal: 'arclight transfers', version: journalVersion })}\n`
/** Lines that may lie in the file beside those that count, before it is written anew. */
const slackLines = 1000

/**
 * Opens a file of one JSON value a line: a header, then the whole of a transfer each time it changed, the last one
 * counting. Each line is sealed with a checksum. A line torn by a crash is skipped; a file with other unreadable lines
 * is set aside before it is used.
 */
export async function openJournal(path: string, damaged: Pick<DamagedFiles, 'setAside'>): Promise<Journal> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const found = readJournal(await readWhole(path))
  if (found.unreadable > 0) damaged.setAside(path, found.lineCount === 0 ? null : found.unreadable)
  const live = new Map(found.records)
  let lineCount = found.lineCount
  if (!found.isWhole) await writeAnew(path, live.values())
  let file = await open(path, 'a')
  let waiting: Line[] = []
  let flushing: Promise<void> | null = null

  return {
    records: [...found.records.values()],
    put(record) {
      live.set(record.transfer.id, record)
      return append(sealRecord(record))
    },
    remove(transferId) {
      live.delete(transferId)
      return append(sealRemoval(transferId))
    },
    async close() {
      await flushing
      await file.close()
    },
  }

  function append(json: string): Promise<void> {
    return new Promise((resolve, reject) => {
      waiting.push({ text: `${json}\n`, done: resolve, failed: reject })
      flushing ??= flush()
    })
  }

  async function flush(): Promise<void> {
    // What is asked for in this same turn goes along.
    await Promise.resolve()
    while (waiting.length > 0) {
      const lines = waiting
      waiting = []
      try {
        await write(lines.map(({ text }) => text).join(''))
        for (const line of lines) line.done()
        lineCount += lines.length
        if (lineCount > 2 * live.size + slackLines) await compact()
      } catch (error) {
        for (const line of lines) line.failed(error)
      }
    }
    // In the same turn in which nothing was found waiting, so that what comes next starts a flush of its own.
    flushing = null
  }

  /** What a full disk took half of must not spoil the line after it. */
  async function write(text: string): Promise<void> {
    const { size } = await file.stat()
    try {
      await file.appendFile(text)
      await file.datasync()
    } catch (error) {
      await file.truncate(size)
      throw error
    }
  }

  async function compact(): Promise<void> {
    await file.close()
    try {
      await writeAnew(path, live.values())
      lineCount = live.size
    } finally {
      file = await open(path, 'a')
    }
  }
}

/** The old file or the new one survives a crash, never half of either. */
async function writeAnew(path: string, records: Iterable<TransferRecord>): Promise<void> {
  const newPath = `${path}.new`
  await rm(newPath, { force: true })
  const file = await open(newPath, 'wx', 0o600)
  try {
    const lines = Array.from(records, (record) => `${sealRecord(record)}\n`)
    await file.writeFile(header + lines.join(''))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(newPath, path)
  await syncDirectory(dirname(path))
}

/** Decoded at once: read as text, a file is put together of pieces, which takes twice as long. Empty if absent. */
async function readWhole(path: string): Promise<string> {
  try {
    return (await readFile(path)).toString('utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
