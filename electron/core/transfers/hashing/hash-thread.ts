import { fileURLToPath } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'

import { AppError } from '../../../../shared/errors.ts'
import type { HashReport, HashTask } from './hash-worker.js'
import { type Slot, shiftBytes, type SlotSupply } from './slot-supply.ts'

/** The hashes of one stream of bytes, on some thread. */
export interface HashStream {
  /** Hashes the first `length` bytes, after all that were given before. Holds the slot until they are read. */
  add(slot: Slot, length: number): void
  /** Asks for the hashes of everything; asked once, at the end. */
  digest(): void
  close(): void
}

/** Told in lower-case hex, by algorithm, what was asked for, or why it never will be: HASHING_STOPPED if the thread has died. */
export interface StreamEvents {
  onDigests(digests: Record<string, string>): void
  onFailure(error: Error): void
}

export interface HashThread {
  open(algorithms: readonly string[], events: StreamEvents): HashStream
  streamCount(): number
  /** Ends it; streams that are open fail. */
  end(): Promise<void>
}

export type StartWorker = (path: string, options: WorkerOptions) => Worker

export function newWorker(path: string, options: WorkerOptions): Worker {
  return new Worker(path, options)
}

/** A thread that hashes for many. Once it has died, `onDeath` is told and nothing may be opened on it any more. */
export function startHashThread(
  startWorker: StartWorker,
  supply: SlotSupply,
  onDeath: () => void,
): HashThread {
  const worker = startWorker(workerPath(), {
    execArgv: [],
    // It makes next to no objects; left alone, its heap would grow as if it did.
    resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 },
  })
  // A process that has nothing left to hash may end.
  worker.unref()
  const streams = new Map<number, StreamEvents>()
  const knownSlots = new Set<Slot>()
  /** In the order in which the thread reads them. */
  const reading: Slot[] = []
  let opened = 0
  let death: Error | null = null

  worker.on('message', (report: HashReport) => {
    if (report.type === 'read') supply.drop(reading.shift()!)
    else if (report.type === 'digests') streams.get(report.stream)?.onDigests(report.digests)
    else streams.get(report.stream)?.onFailure(new Error(report.detail))
  })
  worker.on('error', die)
  worker.on('exit', (code) => die(new Error(`exit code ${code}`)))

  return {
    open(algorithms, events) {
      const stream = opened++
      streams.set(stream, events)
      worker.ref()
      tell({ type: 'open', stream, algorithms })
      return {
        add(slot, length) {
          if (death) return
          if (!knownSlots.has(slot)) tellOf(slot)
          supply.hold(slot)
          reading.push(slot)
          tell({ type: 'bytes', stream, slot: slot.index, length })
        },
        digest: () => tell({ type: 'digest', stream }),
        close() {
          if (streams.delete(stream)) tell({ type: 'close', stream })
          if (streams.size === 0) worker.unref()
        },
      }
    },
    streamCount: () => streams.size,
    async end() {
      await worker.terminate()
    },
  }

  function tellOf(slot: Slot) {
    knownSlots.add(slot)
    tell({ type: 'memory', slot: slot.index, memory: slot.memory, shiftBytes })
  }

  function tell(task: HashTask) {
    if (!death) worker.postMessage(task, [])
  }

  function die(error: Error) {
    if (death) return
    death = error
    onDeath()
    for (const slot of reading.splice(0)) supply.drop(slot)
    const failure = new AppError('HASHING_STOPPED', { detail: error.message }, { cause: error })
    for (const { onFailure } of streams.values()) onFailure(failure)
  }
}

/** A thread is started from a real file, so in a package it lies beside the archive, not in it. */
function workerPath(): string {
  const url = new URL(/* @vite-ignore */ './hash-worker.js', import.meta.url)
  return fileURLToPath(url).replace(/\bapp\.asar\b(?!\.unpacked)/, 'app.asar.unpacked')
}
