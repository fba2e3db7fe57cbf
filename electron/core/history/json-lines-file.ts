import { open, readFile, truncate } from 'node:fs/promises'

import { appendDurably } from '../data-dir/append-durably.ts'
import { privateMode, writeDurably } from '../data-dir/write-durably.ts'

/** An append-only file of one JSON value a line, readable by its owner alone. */
export interface JsonLinesFile {
  /**
   * Every value that can be read, oldest first. A last line cut by a crash is skipped; `unreadable` counts the other
   * lines that make no sense.
   */
  read(): Promise<{ values: unknown[]; unreadable: number }>
  /** Resolves when the disk has it. What is asked for while the disk is busy goes there together. */
  append(value: unknown): Promise<void>
  /** Puts these values in place of all that is there: the old file or the new one survives a crash, never half. */
  rewrite(values: readonly unknown[]): Promise<void>
  /** Resolves when everything asked for so far is done, well or badly. */
  settled(): Promise<void>
}

/** One thing happens to the file at a time, in the order it was asked for. The folder must exist. */
export function createJsonLinesFile(path: string): JsonLinesFile {
  let queue: Promise<unknown> = Promise.resolve()
  let isEndKnown = false
  let batch: { readonly lines: string[]; readonly written: Promise<void> } | null = null

  function enqueue<Result>(task: () => Promise<Result>): Promise<Result> {
    batch = null
    const result = queue.then(task)
    queue = result.catch(() => {})
    return result
  }

  function startBatch() {
    const lines: string[] = []
    const written = enqueue(async () => {
      batch = null
      const isFirst = !isEndKnown
      if (isFirst) await dropTornLine(path)
      isEndKnown = false
      await appendDurably(path, lines.join(''), isFirst)
      isEndKnown = true
    })
    return { lines, written }
  }

  return {
    read: () => enqueue(async () => parseLines(await readFile(path, 'utf8').catch(emptyIfAbsent))),
    append(value) {
      batch ??= startBatch()
      batch.lines.push(`${JSON.stringify(value)}\n`)
      return batch.written
    },
    rewrite: (values) =>
      enqueue(async () => {
        await writeDurably(path, values.map((value) => `${JSON.stringify(value)}\n`).join(''), privateMode)
        isEndKnown = true
      }),
    settled: async () => {
      await queue
    },
  }
}

function parseLines(text: string): { values: unknown[]; unreadable: number } {
  const lines = text.split('\n')
  const values: unknown[] = []
  let unreadable = 0
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    try {
      values.push(JSON.parse(line))
    } catch {
      if (index < lines.length - 1) unreadable += 1
    }
  }
  return { values, unreadable }
}

/** What a crash left of a line that nobody was told is written. */
async function dropTornLine(path: string): Promise<void> {
  if (await endsWithNewline(path)) return
  const bytes = await readFile(path)
  await truncate(path, bytes.lastIndexOf(0x0a) + 1)
}

async function endsWithNewline(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(nullIfAbsent)
  if (!file) return true
  try {
    const { size } = await file.stat()
    if (size === 0) return true
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
    return buffer[0] === 0x0a
  } finally {
    await file.close()
  }
}

function emptyIfAbsent(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}

function nullIfAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
