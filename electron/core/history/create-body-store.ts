import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import * as z from 'zod'

import { AppError } from '../../../shared/errors.ts'
import type { Bodies } from '../core.ts'
import { createJsonLinesFile, type JsonLinesFile } from './json-lines-file.ts'

/** The answers that can still be read, one file each, oldest out first. */
export interface BodyStore extends Bodies {
  /** Where the answer of an exchange is to be written. Nothing knows of it until `add`. */
  pathFor(exchangeId: string): string
  /** Takes in a finished file at `pathFor`, and evicts the oldest bodies beyond the cap. */
  add(exchangeId: string, body: { sizeBytes: number; contentType: string }): void
  /** Writes a small body and takes it in; `find` waits for it. */
  keep(exchangeId: string, body: { bytes: Uint8Array; contentType: string }): void
  has(exchangeId: string): boolean
  totalBytes(): number
  /** Another cap from now on. */
  limit(capBytes: number): void
  /** Removes what was written of an answer that did not end well. */
  discard(exchangeId: string): void
  /** Drops every body that is not of one of these exchanges. */
  retain(exchangeIds: ReadonlySet<string>): Promise<void>
  close(): Promise<void>
}

export interface BodyStoreOptions {
  readonly dir: string
  readonly capBytes?: number
  readonly now?: () => number
}

interface KeptBody {
  readonly sizeBytes: number
  readonly contentType: string
  /** Set while a small body may still be on its way to the disk. */
  readonly written?: Promise<void>
}

const indexRow = z.object({ id: z.string(), sizeBytes: z.number(), contentType: z.string() })
const indexName = 'index.jsonl'
/** A file that no row names is being written by someone, or was when they crashed; after a day it is the latter. */
const orphanAgeMs = 24 * 60 * 60 * 1000

/** Opens the body store in `dir`, which is made if need be. The cap is 2 GiB unless told. */
export async function createBodyStore(options: BodyStoreOptions): Promise<BodyStore> {
  const { dir, capBytes = 2 * 1024 ** 3, now = Date.now } = options
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const index = createJsonLinesFile(join(dir, indexName))
  return new FileBodyStore(dir, capBytes, index, await readIndex(index, dir, now()))
}

class FileBodyStore implements BodyStore {
  readonly #dir: string
  #capBytes: number
  readonly #index: JsonLinesFile
  readonly #kept: Map<string, KeptBody>
  readonly #pending = new Set<Promise<void>>()
  #totalBytes = 0

  constructor(dir: string, capBytes: number, index: JsonLinesFile, kept: Map<string, KeptBody>) {
    this.#dir = dir
    this.#capBytes = capBytes
    this.#index = index
    this.#kept = kept
    for (const { sizeBytes } of kept.values()) this.#totalBytes += sizeBytes
  }

  pathFor(exchangeId: string): string {
    if (!/^[\w-]+$/.test(exchangeId)) throw new AppError('EXCHANGE_UNKNOWN', { exchangeId })
    return join(this.#dir, exchangeId)
  }

  has(exchangeId: string): boolean {
    return this.#kept.has(exchangeId)
  }

  totalBytes(): number {
    return this.#totalBytes
  }

  limit(capBytes: number): void {
    this.#capBytes = capBytes
    this.#evict(null)
  }

  add(exchangeId: string, body: { sizeBytes: number; contentType: string }): void {
    if (body.sizeBytes === 0) this.discard(exchangeId)
    else this.#remember(exchangeId, body)
  }

  keep(exchangeId: string, { bytes, contentType }: { bytes: Uint8Array; contentType: string }): void {
    const written = writeFile(this.pathFor(exchangeId), bytes, { mode: 0o600 }).catch(() => {
      this.#drop(exchangeId)
    })
    this.#remember(exchangeId, { sizeBytes: bytes.byteLength, contentType, written })
  }

  discard(exchangeId: string): void {
    this.#track(rm(this.pathFor(exchangeId), { force: true }))
  }

  async find(exchangeId: string): Promise<{ path: string; sizeBytes: number; contentType: string }> {
    const body = this.#kept.get(exchangeId)
    await body?.written
    const path = this.pathFor(exchangeId)
    const facts = body ? await stat(path).catch(() => null) : null
    if (!body || !facts) throw new AppError('EXCHANGE_UNKNOWN', { exchangeId })
    return { path, sizeBytes: facts.size, contentType: body.contentType }
  }

  async retain(exchangeIds: ReadonlySet<string>): Promise<void> {
    for (const id of this.#kept.keys()) if (!exchangeIds.has(id)) this.#drop(id)
    this.#track(this.#index.rewrite(rowsOf(this.#kept)))
    await this.close()
  }

  async close(): Promise<void> {
    await Promise.all([...this.#kept.values()].map(async ({ written }) => written))
    await Promise.all(this.#pending)
  }

  #remember(id: string, body: KeptBody): void {
    this.#totalBytes += body.sizeBytes - (this.#kept.get(id)?.sizeBytes ?? 0)
    this.#kept.delete(id)
    this.#kept.set(id, body)
    this.#track(this.#index.append({ id, sizeBytes: body.sizeBytes, contentType: body.contentType }))
    this.#evict(id)
  }

  /** The oldest beyond the cap; never the newest, which is looked at. */
  #evict(newest: string | null): void {
    for (const oldest of this.#kept.keys()) {
      if (this.#totalBytes <= this.#capBytes || oldest === newest) break
      this.#drop(oldest)
    }
  }

  #drop(id: string): void {
    const body = this.#kept.get(id)
    if (!body) return
    this.#kept.delete(id)
    this.#totalBytes -= body.sizeBytes
    this.#track(Promise.resolve(body.written).then(() => rm(this.pathFor(id), { force: true })))
  }

  /** A body that cannot be written or removed is simply one that is not kept: no exchange fails for it. */
  #track(work: Promise<void>): void {
    const pending = work.catch(() => {}).finally(() => this.#pending.delete(pending))
    this.#pending.add(pending)
  }
}

async function readIndex(index: JsonLinesFile, dir: string, nowMs: number): Promise<Map<string, KeptBody>> {
  const files = new Set(await readdir(dir))
  const kept = new Map<string, KeptBody>()
  const { values: rows } = await index.read()
  for (const row of rows) {
    const { data } = indexRow.safeParse(row)
    if (!data || !files.has(data.id)) continue
    kept.delete(data.id)
    kept.set(data.id, { sizeBytes: data.sizeBytes, contentType: data.contentType })
  }
  if (rows.length > 2 * kept.size + 100) await index.rewrite(rowsOf(kept))
  const orphans = [...files].filter((name) => name !== indexName && !kept.has(name))
  await Promise.all(orphans.map((name) => removeIfOld(join(dir, name), nowMs)))
  return kept
}

function rowsOf(kept: ReadonlyMap<string, KeptBody>): z.infer<typeof indexRow>[] {
  return [...kept].map(([id, { sizeBytes, contentType }]) => ({ id, sizeBytes, contentType }))
}

async function removeIfOld(path: string, nowMs: number): Promise<void> {
  const facts = await stat(path).catch(() => null)
  if (facts && nowMs - facts.mtimeMs > orphanAgeMs) await rm(path, { force: true }).catch(() => {})
}
