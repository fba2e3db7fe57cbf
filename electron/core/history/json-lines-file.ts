import { appendFile, open, readFile } from 'node:fs/promises'

import { writeFile } from 'atomically'

/** An append-only file of one JSON value a line, readable by its owner alone. */
export interface JsonLinesFile {
  /** Every value that can be read, oldest first. A line cut by a crash is skipped. */
  read(): Promise<unknown[]>
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

  function enqueue<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = queue.then(task)
    queue = result.catch(() => {})
    return result
  }

  return {
    read: () => enqueue(async () => parseLines(await readFile(path, 'utf8').catch(emptyIfAbsent))),
    append: (value) =>
      enqueue(async () => {
        const separator = isEndKnown || (await endsWithNewline(path)) ? '' : '\n'
        await appendFile(path, `${separator}${JSON.stringify(value)}\n`, { mode: 0o600 })
        isEndKnown = true
      }),
    rewrite: (values) =>
      enqueue(async () => {
        await writeFile(path, values.map((value) => `${JSON.stringify(value)}\n`).join(''), { mode: 0o600 })
        isEndKnown = true
      }),
    settled: async () => {
      await queue
    },
  }
}

function parseLines(text: string): unknown[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as unknown]
    } catch {
      return []
    }
  })
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
