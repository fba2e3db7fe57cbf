import { EventEmitter, on } from 'node:events'
import { mkdir } from 'node:fs/promises'

import { AppError } from '../../../shared/errors.ts'
import type { ExchangeRecord, HistoryEvent } from '../../../shared/model/exchange.ts'
import type { HistoryLimits } from '../../../shared/model/history-limits.ts'
import type { RequestDraft } from '../../../shared/model/request.ts'
import type { History } from '../core.ts'
import type { DamagedFiles } from '../data-dir/damaged-files.ts'
import type { ExchangeEvent, ExchangeRequest, SendExchange } from '../http/exchange.ts'
import type { BodyStore } from './create-body-store.ts'
import { ExchangeRows, type HistoryRow } from './exchange-rows.ts'
import { keepAnswer } from './keep-answer.ts'
import { keepSentStart, sentStartId } from './keep-sent-start.ts'
import { lightRow } from './light-row.ts'
import { recordAsDraft } from './record-as-draft.ts'
import type { Place } from './record-index.ts'
import { type PlacedRow, RecordLog } from './record-log.ts'
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
  /** Asked each time, for they may change. Nothing is forgotten if absent, but for the bodies' own cap. */
  readonly limits?: () => HistoryLimits
  readonly now?: () => number
}

type Listing = Parameters<History['list']>[0]

const dayMs = 24 * 60 * 60 * 1000
/** So many of the latest can be shown without the disk, and in spite of one that takes nothing. */
const recentRecords = 500

/** Opens the history in `dir`, which is made if need be. What earlier runs left is read when first asked for. */
export async function createHistory(options: HistoryOptions): Promise<ExchangeHistory> {
  await mkdir(options.dir, { recursive: true, mode: 0o700 })
  return new FileHistory(options)
}

class FileHistory implements ExchangeHistory {
  readonly #log: RecordLog
  readonly #bodies: BodyStore
  readonly #limits: (() => HistoryLimits) | null
  readonly #now: () => number
  readonly #events = new EventEmitter<{ event: [HistoryEvent] }>().setMaxListeners(0)
  /** Until the log was read, only what this run has made. */
  readonly #rows = new ExchangeRows()
  readonly #recent = new Map<string, ExchangeRecord>()
  #loading: Promise<void> | undefined
  #tidying: Promise<void> = Promise.resolve()
  #addedRows = 0
  /** The log holds what is forgotten already. */
  #isLogLonger = false

  constructor({ dir, bodies, damaged, limits, now = Date.now }: HistoryOptions) {
    this.#log = new RecordLog(dir, damaged)
    this.#bodies = bodies
    this.#limits = limits ?? null
    this.#now = now
  }

  recorded(send: SendExchange): SendExchange {
    return (request, signal) => this.#record(send, request, signal)
  }

  async list(query: Listing, signal: AbortSignal): Promise<{ records: ExchangeRecord[]; total: number }> {
    await this.#load()
    signal.throwIfAborted()
    const { rows, total } = this.#rows.page(query, this.#now())
    const records = await this.#recordsOf(rows)
    signal.throwIfAborted()
    return { records, total }
  }

  async usage(signal: AbortSignal): Promise<{ records: number; bodyBytes: number }> {
    await this.#load()
    signal.throwIfAborted()
    return { records: this.#rows.count, bodyBytes: this.#bodies.totalBytes() }
  }

  async purge(signal: AbortSignal): Promise<void> {
    await this.#load()
    signal.throwIfAborted()
    await this.#compact()
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
    if (!this.#recent.has(exchangeId)) await this.#load()
    signal.throwIfAborted()
    const row = this.#rows.find(exchangeId)
    const [record] = row ? await this.#recordsOf([row]) : []
    signal.throwIfAborted()
    if (!record) throw new AppError('EXCHANGE_UNKNOWN', { exchangeId })
    return record
  }

  async asDraft(exchangeId: string, signal: AbortSignal): Promise<RequestDraft> {
    return recordAsDraft(await this.show(exchangeId, signal))
  }

  async clear(signal: AbortSignal): Promise<void> {
    await this.#load()
    signal.throwIfAborted()
    this.#rows.drop(this.#rows.count)
    this.#recent.clear()
    this.#events.emit('event', { type: 'cleared' })
    await Promise.all([this.#log.keep(() => []), this.#bodies.retain(new Set())])
  }

  async close(): Promise<void> {
    await this.#tidying
    await this.#log.settled()
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
    const row: HistoryRow = { ...lightRow(record), place: null }
    this.#rows.add(row)
    this.#recent.set(record.id, record)
    this.#events.emit('event', { type: 'added', record })
    void this.#write(row, record)
    this.#addedRows += 1
    const cap = this.#limits?.().mostRecords ?? Number.POSITIVE_INFINITY
    if (this.#addedRows > Math.max(100, cap / 20)) this.#tidying = this.#compact().catch(() => {})
  }

  /** An exchange does not fail because the disk is full: its record then lives as long as this run. */
  async #write(row: HistoryRow, record: ExchangeRecord): Promise<void> {
    const onPlaced = (place: Place) => {
      row.place = place
    }
    await this.#log.append(record, onPlaced).catch(() => {})
    if (this.#recent.size <= recentRecords) return
    for (const { id, place } of this.#rows.all().slice(-2 * recentRecords, -recentRecords))
      if (place) this.#recent.delete(id)
  }

  /** Forgets what is beyond the limits, and with it the bodies that nothing leads to any more. */
  async #compact(): Promise<void> {
    this.#addedRows = 0
    await this.#load()
    this.#forget()
    if (this.#limits) this.#bodies.limit(this.#limits().mostBodyBytes)
    if (!this.#isLogLonger) return
    this.#isLogLonger = false
    this.#events.emit('event', { type: 'purged' })
    const ids = new Set(this.#rows.all().flatMap(({ id }) => [id, sentStartId(id)]))
    for (const id of this.#recent.keys()) if (!ids.has(id)) this.#recent.delete(id)
    const kept = () => this.#rows.all().filter(isWritten)
    await Promise.all([this.#log.keep(kept), this.#bodies.retain(ids)])
  }

  #forget(): void {
    if (this.#rows.drop(this.#beyondLimits()) > 0) this.#isLogLonger = true
  }

  /** How many of the oldest. */
  #beyondLimits(): number {
    if (!this.#limits) return 0
    const { mostRecords, mostDays } = this.#limits()
    const rows = this.#rows.all()
    const oldestMs = mostDays === null ? 0 : this.#now() - mostDays * dayMs
    const young = mostDays === null ? 0 : rows.findIndex(({ startedAtMs }) => startedAtMs >= oldestMs)
    return Math.max(rows.length - mostRecords, young === -1 ? rows.length : young)
  }

  #load(): Promise<void> {
    this.#loading ??= this.#read().catch((error: unknown) => {
      this.#loading = undefined
      throw error
    })
    return this.#loading
  }

  async #read(): Promise<void> {
    this.#rows.addEarlier(await this.#log.load())
    this.#forget()
  }

  /** Without those whose line was damaged. Bodies are evicted by size, long before their records. */
  async #recordsOf(rows: readonly HistoryRow[]): Promise<ExchangeRecord[]> {
    const there = rows.filter(({ id, place }) => place !== null && !this.#recent.has(id))
    const read = await this.#log.read(there.flatMap(({ place }) => place ?? []))
    const byId = new Map(read.flatMap((record) => (record ? [[record.id, record]] : [])))
    return rows.flatMap(({ id }) => {
      const record = this.#recent.get(id) ?? byId.get(id)
      return record ? [{ ...record, isBodyKept: this.#bodies.has(id) }] : []
    })
  }
}

function isWritten(row: HistoryRow): row is HistoryRow & PlacedRow {
  return row.place !== null
}
