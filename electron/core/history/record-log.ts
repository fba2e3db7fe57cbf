import { appendFile, type FileHandle, open, readFile, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'

import { writeFile } from 'atomically'

import { type ExchangeRecord, exchangeRecord } from '../../../shared/model/exchange.ts'
import { appendDurably } from '../data-dir/append-durably.ts'
import type { DamagedFiles } from '../data-dir/damaged-files.ts'
import { errorCode } from '../data-dir/on-disk.ts'
import { keepRanges } from './keep-ranges.ts'
import { type LightRow, lightRow } from './light-row.ts'
import { type IndexedLine, indexLine, parseIndex, type Place } from './record-index.ts'
import { scanLines } from './scan-lines.ts'

export interface PlacedRow extends LightRow {
  readonly place: Place
}

interface Batch {
  readonly records: { readonly record: ExchangeRecord; readonly onPlaced: (place: Place) => void }[]
  readonly written: Promise<void>
}

const newline = 0x0a
const mode = 0o600
const tailBytes = 64 * 1024

/**
 * Every record whole, one a line, in `history.jsonl`; and beside it an index of what is searched, so that a hundred
 * thousand are listed without reading them. The log is what counts: an index that does not fit it is made again.
 * One thing happens at a time, in the order it was asked for. Both files are their owner's alone.
 */
export class RecordLog {
  readonly #path: string
  readonly #indexPath: string
  #queue: Promise<unknown> = Promise.resolve()
  /** How many bytes were dropped from the log's beginning since it was opened. */
  #base = 0
  /** Where the next record goes; null until that was looked up. */
  #end: number | null = null

  #batch: Batch | null = null
  readonly #damaged: Pick<DamagedFiles, 'setAside'>

  constructor(dir: string, damaged: Pick<DamagedFiles, 'setAside'>) {
    this.#path = join(dir, 'history.jsonl')
    this.#indexPath = join(dir, 'history-index.jsonl')
    this.#damaged = damaged
  }

  /** What is to be searched of every record, oldest first. A log with lines that make no sense is set aside. */
  load(): Promise<PlacedRow[]> {
    return this.#enqueue(async () => {
      const lines = (await this.#indexed()) ?? (await this.#indexAnew())
      return placed(lines, this.#base)
    })
  }

  /**
   * Resolves when the disk has it. What is asked for while the disk is busy goes there together. `onPlaced` is called
   * before anything else happens to the log.
   */
  append(record: ExchangeRecord, onPlaced: (place: Place) => void): Promise<void> {
    this.#batch ??= this.#startBatch()
    this.#batch.records.push({ record, onPlaced })
    return this.#batch.written
  }

  /** The records at these places; null for one that cannot be read. */
  read(places: readonly Place[]): Promise<(ExchangeRecord | null)[]> {
    if (places.length === 0) return Promise.resolve([])
    return this.#enqueue(async () => {
      const file = await open(this.#path, 'r')
      try {
        return await Promise.all(places.map((place) => this.#readOne(file, place)))
      } finally {
        await file.close()
      }
    })
  }

  /**
   * Keeps these rows, which are the newest, and nothing before them; asked for when it is their turn. The old file or
   * the new one survives a crash.
   */
  keep(newest: () => readonly PlacedRow[]): Promise<void> {
    return this.#enqueue(async () => {
      const rows = newest()
      const from = rows[0]?.place.at ?? this.#end ?? (await this.#lookUpEnd())
      if (from > this.#base) {
        const end = this.#base + (await sizeOf(this.#path))
        await keepRanges(this.#path, [{ start: from - this.#base, end: end - this.#base }])
        this.#base = from
      }
      await this.#writeIndex(rows.map((row) => ({ row, bytes: row.place.bytes })))
    })
  }

  /** Resolves when everything asked for so far is done, well or badly. */
  async settled(): Promise<void> {
    await this.#queue
  }

  #startBatch(): Batch {
    const records: Batch['records'] = []
    const written = this.#enqueue(async () => {
      this.#batch = null
      await this.#appendAll(records)
    })
    return { records, written }
  }

  async #appendAll(records: Batch['records']): Promise<void> {
    const isFirst = this.#end === null
    const end = this.#end ?? (await this.#lookUpEnd())
    const lines = records.map(({ record }) => `${JSON.stringify(record)}\n`)
    const sizes = lines.map((line) => Buffer.byteLength(line))
    this.#end = null
    await appendDurably(this.#path, lines.join(''), isFirst)
    let at = end
    for (const [index, { onPlaced }] of records.entries()) {
      const bytes = sizes[index]!
      onPlaced({ at, bytes })
      at += bytes
    }
    this.#end = at
    const indexed = records.map(({ record }, index) => indexLine(lightRow(record), sizes[index]!))
    await appendFile(this.#indexPath, indexed.join(''), { mode })
  }

  #enqueue<Result>(task: () => Promise<Result>): Promise<Result> {
    this.#batch = null
    const result = this.#queue.then(task)
    this.#queue = result.catch(() => {})
    return result
  }

  async #readOne(file: FileHandle, { at, bytes }: Place): Promise<ExchangeRecord | null> {
    const { buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, at - this.#base)
    return recordIn(buffer.toString())
  }

  /** Drops what a crash left of a line that nobody was told is written. */
  async #lookUpEnd(): Promise<number> {
    const sizeBytes = await sizeOf(this.#path)
    const whole = sizeBytes === 0 ? 0 : await endOfLastLine(this.#path, sizeBytes)
    if (whole < sizeBytes) await truncate(this.#path, whole)
    return this.#base + whole
  }

  /** By the index, and by the log where it goes on after that. Null if the two do not fit. */
  async #indexed(): Promise<IndexedLine[] | null> {
    const lines = parseIndex(await readFile(this.#indexPath, 'utf8').catch(emptyIfAbsent))
    if (!lines || lines.length === 0) return null
    const end = (await this.#lookUpEnd()) - this.#base
    const indexedBytes = lines.reduce((sum, { bytes }) => sum + bytes, 0)
    const { row, bytes } = lines.at(-1)!
    const place = { at: this.#base + indexedBytes - bytes, bytes }
    if (indexedBytes > end || !(await this.#isThere({ ...row, place }))) return null
    const rest = await this.#scan(indexedBytes)
    if (!rest.every(isRead)) return null
    if (rest.length > 0) await appendFile(this.#indexPath, rest.map(lineOf).join(''), { mode })
    return [...lines, ...rest]
  }

  async #isThere({ id, place }: PlacedRow): Promise<boolean> {
    const file = await open(this.#path, 'r')
    try {
      return (await this.#readOne(file, place))?.id === id
    } finally {
      await file.close()
    }
  }

  async #indexAnew(): Promise<IndexedLine[]> {
    if ((await sizeOf(this.#path)) === 0) return []
    await this.#lookUpEnd()
    const all = await this.#scan(0)
    const lines = all.filter(isRead)
    if (lines.length < all.length) await this.#dropUnreadable(all)
    await this.#writeIndex(lines)
    return lines
  }

  async #dropUnreadable(lines: readonly ScannedLine[]): Promise<void> {
    this.#damaged.setAside(this.#path, lines.filter((line) => !isRead(line)).length)
    let at = 0
    const ranges = lines.flatMap(({ row, bytes }) => {
      const start = at
      at += bytes
      return row ? [{ start, end: at }] : []
    })
    await keepRanges(this.#path, ranges)
    this.#end = null
  }

  async #writeIndex(lines: readonly IndexedLine[]): Promise<void> {
    await writeFile(this.#indexPath, lines.map(lineOf).join(''), { mode })
  }

  async #scan(start: number): Promise<ScannedLine[]> {
    const lines: ScannedLine[] = []
    for await (const { text, bytes } of scanLines(this.#path, start)) {
      const record = recordIn(text)
      lines.push({ row: record && lightRow(record), bytes })
    }
    return lines
  }
}

interface ScannedLine {
  readonly row: LightRow | null
  readonly bytes: number
}

function isRead(line: ScannedLine): line is IndexedLine {
  return line.row !== null
}

function lineOf({ row, bytes }: IndexedLine): string {
  return indexLine(row, bytes)
}

function placed(lines: readonly IndexedLine[], base: number): PlacedRow[] {
  const rows: PlacedRow[] = []
  let at = base
  for (const { row, bytes } of lines) {
    rows.push({ ...row, place: { at, bytes } })
    at += bytes
  }
  return rows
}

function recordIn(line: string): ExchangeRecord | null {
  try {
    return exchangeRecord.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

async function sizeOf(path: string): Promise<number> {
  const facts = await stat(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  return facts?.size ?? 0
}

async function endOfLastLine(path: string, sizeBytes: number): Promise<number> {
  const file = await open(path, 'r')
  try {
    for (let end = sizeBytes; end > 0; end -= tailBytes) {
      const start = Math.max(0, end - tailBytes)
      const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start)
      const found = buffer.lastIndexOf(newline)
      if (found !== -1) return start + found + 1
    }
    return 0
  } finally {
    await file.close()
  }
}

function emptyIfAbsent(error: unknown): string {
  if (errorCode(error) === 'ENOENT') return ''
  throw error
}
