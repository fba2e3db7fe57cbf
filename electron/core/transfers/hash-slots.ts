import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

import type { HashReport, HashTask } from './hash-worker.js'

const slotBytes = 512 * 1024
const slotCount = 8

/** A piece of shared memory that bytes pass through: hashed by a worker while this thread moves them on. */
export interface Slot {
  readonly index: number
  readonly bytes: Buffer
}

/**
 * A few slots and the thread that hashes them. Whoever takes a slot holds it until `release`, the worker until it has
 * read it; only then is it given out again. So a slow disk, socket or hash slows the others down, and memory stays
 * flat.
 */
export interface HashSlots {
  /** Waits for a slot that nobody holds. Rejects once the slots are closed or the worker has failed. */
  take(): Promise<Slot>
  /** Hashes the first `length` bytes, after all that were given before. */
  hash(slot: Slot, length: number): void
  release(slot: Slot): void
  /** Lower-case hex by algorithm, of everything given so far. Asked once, at the end. */
  digest(): Promise<Record<string, string>>
  close(): Promise<void>
}

export function createHashSlots(algorithms: readonly string[]): HashSlots {
  const memory = new SharedArrayBuffer(slotBytes * slotCount)
  const worker = new Worker(workerUrl(), {
    workerData: { algorithms, memory, slotBytes },
    execArgv: [],
    // It makes next to no objects; left alone, its heap would grow as if it did.
    resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 },
  })
  const slots = Array.from({ length: slotCount }, (_, index): Slot => {
    return { index, bytes: Buffer.from(memory, index * slotBytes, slotBytes) }
  })
  const holds = slots.map(() => 0)
  const free = [...slots]
  const takers: PromiseResolvers<Slot>[] = []
  const digested = resolvers<Record<string, string>>()
  let failure: Error | null = null

  worker.on('message', (report: HashReport) => {
    if (report.type === 'read') drop(slots[report.index]!)
    else digested.resolve(report.digests)
  })
  worker.on('error', fail)

  return {
    async take() {
      if (failure) throw failure
      const slot = free.pop()
      if (slot) {
        holds[slot.index] = 1
        return slot
      }
      const taker = resolvers<Slot>()
      takers.push(taker)
      return await taker.promise
    },
    hash(slot, length) {
      holds[slot.index]! += 1
      tell({ type: 'slot', index: slot.index, length })
    },
    release: drop,
    digest() {
      tell({ type: 'digest' })
      return digested.promise
    },
    async close() {
      fail(new Error('the hash slots are closed'))
      await worker.terminate()
    },
  }

  function tell(task: HashTask) {
    worker.postMessage(task, [])
  }

  function drop(slot: Slot) {
    holds[slot.index]! -= 1
    if (holds[slot.index]! > 0) return
    const taker = takers.shift()
    if (!taker) {
      free.push(slot)
      return
    }
    holds[slot.index] = 1
    taker.resolve(slot)
  }

  function fail(error: Error) {
    failure ??= error
    for (const taker of takers.splice(0)) taker.reject(failure)
    digested.reject(failure)
  }
}

/** A thread is started from a real file, so in a package it lies beside the archive, not in it. */
function workerUrl(): string {
  const url = new URL(/* @vite-ignore */ './hash-worker.js', import.meta.url)
  return fileURLToPath(url).replace(/\bapp\.asar\b(?!\.unpacked)/, 'app.asar.unpacked')
}

interface PromiseResolvers<Value> {
  readonly promise: Promise<Value>
  resolve(value: Value): void
  reject(error: Error): void
}

function resolvers<Value>(): PromiseResolvers<Value> {
  let settle: Omit<PromiseResolvers<Value>, 'promise'> | undefined
  const promise = new Promise<Value>((resolve, reject) => {
    settle = { resolve, reject }
  })
  // Nobody may be waiting when the slots are closed early.
  promise.catch(() => {})
  return { promise, ...settle! }
}
