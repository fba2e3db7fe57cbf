import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'

import { AppError } from '../../../shared/errors.ts'
import type { FileWanted } from '../../../shared/model/file-handle.ts'

/** How long a page may take to start sending a file that it was asked for, in ms. */
const answerTimeoutMs = 15_000

interface Asked {
  readonly wanted: FileWanted
  deliver(bytes: Readable): void
}

/** Asks pages for files: each ticket is one reading of one file, answered once or not at all. */
export interface Tickets {
  /** Throws FILE_LOST when no page listens, or none answers within 15 s. */
  ask(file: { handle: string; name: string }, signal: AbortSignal): Promise<Readable>
  wanted(signal: AbortSignal): AsyncGenerator<FileWanted, void>
  /** Throws FILE_LOST for a ticket that is not open: never given out, answered already, or given up. */
  deliver(ticket: string, bytes: Readable): Promise<void>
}

export function createTickets(): Tickets {
  const open = new Map<string, Asked>()
  const listeners = new Set<(wanted: FileWanted) => void>()

  return {
    async ask({ handle, name }, signal) {
      signal.throwIfAborted()
      if (listeners.size === 0) throw new AppError('FILE_LOST', { name })
      return await answerTo({ ticket: crypto.randomUUID(), handle }, name, signal)
    },

    async *wanted(signal) {
      // A page that has just come back still finds what was asked while it was away.
      const queue = Array.from(open.values(), (asked) => asked.wanted)
      const arrivals = new EventTarget()
      const listen = (wanted: FileWanted) => {
        queue.push(wanted)
        arrivals.dispatchEvent(new Event('arrived'))
      }
      listeners.add(listen)
      try {
        while (!signal.aborted) {
          const next = queue.shift()
          if (next) yield next
          else await once(arrivals, 'arrived', { signal })
        }
      } catch (error) {
        if (!signal.aborted) throw error
      } finally {
        listeners.delete(listen)
      }
    },

    async deliver(ticket, bytes) {
      const asked = open.get(ticket)
      if (!asked) {
        bytes.destroy()
        throw new AppError('FILE_LOST', { name: ticket })
      }
      asked.deliver(bytes)
      await finished(bytes, { writable: false })
    },
  }

  function answerTo(wanted: FileWanted, name: string, signal: AbortSignal): Promise<Readable> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        open.delete(wanted.ticket)
        clearTimeout(timer)
        signal.removeEventListener('abort', giveUp)
      }
      const giveUp = () => {
        settle()
        reject(signal.aborted ? signal.reason : new AppError('FILE_LOST', { name }))
      }
      const deliver = (bytes: Readable) => {
        settle()
        resolve(bytes)
      }
      const timer = setTimeout(giveUp, answerTimeoutMs)
      signal.addEventListener('abort', giveUp)
      open.set(wanted.ticket, { wanted, deliver })
      for (const listener of listeners) listener(wanted)
    })
  }
}
