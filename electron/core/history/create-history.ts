import { EventEmitter, on } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import { type ExchangeRecord, exchangeRecord, type HistoryEvent } from '../../../shared/model/exchange.ts'
import type { RequestDraft } from '../../../shared/model/request.ts'
import type { History } from '../core.ts'
import type { DamagedFiles } from '../data-dir/damaged-files.ts'
import type { ExchangeEvent, ExchangeRequest, SendExchange } from '../http/exchange.ts'
import type { BodyStore } from './create-body-store.ts'
import { createJsonLinesFile, type JsonLinesFile } from './json-lines-file.ts'
import { keepAnswer } from './keep-answer.ts'
import { keepSentStart, sentStartId } from './keep-sent-start.ts'
import { readSearch } from './read-search.ts'
import { recordAsDraft } from './record-as-draft.ts'
import { takeNotes } from './take-notes.ts'

export interface ExchangeHistory extends History {
  /**
   * The same engine with a record made of every exchange: when it ends, before its `end` is passed on; when it
   * fails; when it is cancelled. Events and errors pass through unchanged.
   */
  recorded(send: SendExchange): SendExchange
  close(): Promise<void>
}

export interface HistoryOptions {
  readonly dir: string
  readonly bodies: BodyStore
  readonly damaged: Pick<DamagedFiles, 'setAside'>
  readonly capRecords?: number
  readonly now?: () => number
}

type Listing = Parameters<History['list']>[0]

/** Opens the history in `dir`, which is made if need be. What earlier runs left is read when first asked for. */
export async function createHistory(options: HistoryOptions): Promise<ExchangeHistory> {
  const { dir, bodies, capRecords = 5000, now = Date.now, damaged } = options
  await mkdir(dir, { recursive: true, mode: 0o700 })
  return new FileHistory({ path: join(dir, 'history.jsonl'), bodies, capRecords, now, damaged })
}

class FileHistory implements ExchangeHistory {
  readonly #path: string
  readonly #file: JsonLinesFile
  readonly #damaged: Pick<DamagedFiles, 'setAside'>
  readonly #bodies: BodyStore
  readonly #capRecords: number
  readonly #now: () => number
  readonly #events = new EventEmitter<{ event: [HistoryEvent] }>().setMaxListeners(0)
  /** Oldest first. Until the file was read, only what this run has made. */
  #records: ExchangeRecord[] = []
  #loading: Promise<void> | undefined
  #appendedRows = 0

  constructor(parts: Required<Omit<HistoryOptions, 'dir'>> & { path: string }) {
    const { path, bodies, capRecords, now, damaged } = parts
    this.#path = path
    this.#file = createJsonLinesFile(path)
    this.#damaged = damaged
    this.#bodies = bodies
    this.#capRecords = capRecords
    this.#now = now
  }

  recorded(send: SendExchange): SendExchange {
    return (request, signal) => this.#record(send, request, signal)
  }

  async list(query: Listing, signal: AbortSignal): Promise<{ records: ExchangeRecord[]; total: number }> {
    await this.#load()
    signal.throwIfAborted()
    const found = this.#records.filter(matches(query, this.#now())).toReversed()
    const page = found.slice(query.offset, query.offset + query.limit)
    return { records: page.map((record) => this.#asOfNow(record)), total: found.length }
  }

  async *watch(signal: AbortSignal): AsyncGenerator<HistoryEvent, void> {
    signal.throwIfAborted()
    try {
      for await (const [event] of on(this.#events, 'event', { signal })) yield event as HistoryEvent
    } catch (error) {
      signal.throwIfAborted()
      throw error
    }
  }

  async show(exchangeId: string, signal: AbortSignal): Promise<ExchangeRecord> {
    const isWanted = ({ id }: ExchangeRecord) => id === exchangeId
    const fresh = this.#records.findLast(isWanted)
    if (!fresh) await this.#load()
    signal.throwIfAborted()
    const record = fresh ?? this.#records.findLast(isWanted)
    if (!record) throw new AppError('EXCHANGE_UNKNOWN', { exchangeId })
    return this.#asOfNow(record)
  }

  async asDraft(exchangeId: string, signal: AbortSignal): Promise<RequestDraft> {
    return recordAsDraft(await this.show(exchangeId, signal))
  }

  async clear(signal: AbortSignal): Promise<void> {
    await this.#load()
    signal.throwIfAborted()
    this.#records = []
    this.#appendedRows = 0
    this.#events.emit('event', { type: 'cleared' })
    await Promise.all([this.#file.rewrite([]), this.#bodies.retain(new Set())])
  }

  async close(): Promise<void> {
    await this.#file.settled()
  }

  async *#record(
    send: SendExchange,
    request: ExchangeRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ExchangeEvent, void> {
    const startedAt = performance.now()
    const notes = takeNotes(request, this.#now())
    let problem: AppError | null = null
    let hasEnded = false
    try {
      for await (const event of send(request, signal)) {
        notes.note(event)
        if (event.type === 'body-sent') notes.noteSentStart(keepSentStart(this.#bodies, request, event))
        if (event.type === 'end') {
          hasEnded = true
          const isBodyKept = keepAnswer(this.#bodies, request, { body: event.body, head: notes.head() })
          this.#add(notes.record({ tookMs: event.atMs, problem, isBodyKept }))
        }
        yield event
      }
    } catch (error) {
      if (error instanceof AppError) problem = error
      throw error
    } finally {
      if (!hasEnded) {
        if (request.into.kind === 'file') this.#bodies.discard(request.id)
        this.#add(notes.record({ tookMs: performance.now() - startedAt, problem, isBodyKept: false }))
      }
    }
  }

  #add(record: ExchangeRecord): void {
    this.#records.push(record)
    if (this.#records.length > this.#capRecords) this.#records.shift()
    this.#events.emit('event', { type: 'added', record })
    // An exchange does not fail because the disk is full: its record then lives as long as this run.
    void this.#file.append(record).catch(() => {})
    this.#appendedRows += 1
    if (this.#appendedRows > Math.max(100, this.#capRecords / 5)) void this.#compact().catch(() => {})
  }

  /** Takes from the file what is beyond the cap, and with it the bodies that nothing leads to any more. */
  async #compact(): Promise<void> {
    this.#appendedRows = 0
    await this.#load()
    const ids = new Set(this.#records.flatMap(({ id }) => [id, sentStartId(id)]))
    await Promise.all([this.#file.rewrite(this.#records), this.#bodies.retain(ids)])
  }

  #load(): Promise<void> {
    this.#loading ??= this.#read().catch((error: unknown) => {
      this.#loading = undefined
      throw error
    })
    return this.#loading
  }

  async #read(): Promise<void> {
    const { values, unreadable } = await this.#file.read()
    const made = new Set(this.#records.map(({ id }) => id))
    const read = values.map((row) => exchangeRecord.safeParse(row).data)
    const understood = read.filter((record) => record !== undefined)
    const earlier = understood.filter(({ id }) => !made.has(id))
    this.#records = [...earlier, ...this.#records].slice(-this.#capRecords)
    const lost = unreadable + read.length - understood.length
    if (lost > 0) this.#damaged.setAside(this.#path, lost)
    if (lost > 0) await this.#file.rewrite(this.#records)
  }

  /** Bodies are evicted by size, long before their records. */
  #asOfNow(record: ExchangeRecord): ExchangeRecord {
    return { ...record, isBodyKept: this.#bodies.has(record.id) }
  }
}

function matches({ text, cloudId, imageId }: Listing, nowMs: number): (record: ExchangeRecord) => boolean {
  const isFound = readSearch(text, nowMs)
  return (record) =>
    (cloudId === null || record.cloudId === cloudId) &&
    (imageId === null || record.imageId === imageId) &&
    isFound(record)
}
