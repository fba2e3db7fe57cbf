import { type Resolvers, resolvers } from './resolvers.ts'

/** A piece of shared memory that bytes pass through: hashed by threads while this one moves them on. */
export interface Slot {
  readonly index: number
  readonly memory: SharedArrayBuffer
  readonly bytes: Buffer
}

/** One who takes slots. */
export interface SlotTaker {
  /** Waits for a slot that nobody holds. */
  take(): Promise<Slot>
  /** Whoever waits is turned away, and whoever asks from now on. What is held goes on to be held. */
  close(error: Error): void
}

/** Slots are given out to many takers, and used again when the last who holds one has dropped it. */
export interface SlotSupply {
  join(): SlotTaker
  hold(slot: Slot): void
  drop(slot: Slot): void
}

const slotBytes = 256 * 1024
/** Shared memory begins on a page as files do, and copying between two places so alike is slow; see ARCHITECTURE.md. */
export const shiftBytes = 512
/** What everybody may hold whoever else holds what, so that nobody waits for another: one on its way, one ahead. */
const leastEach = 3
/** All that one alone may have: what lasts while the system gives the processor to somebody else. */
const mostEach = 11
/** Held by all together above what each may hold anyway. */
const mostSpare = 8

interface Account {
  held: number
}

interface Waiter {
  readonly account: Account
  readonly found: Resolvers<Slot>
}

export function createSlotSupply(): SlotSupply {
  const free: Slot[] = []
  const held = new Map<Slot, { account: Account; holds: number }>()
  const waiting: Waiter[] = []
  let made = 0
  let spareHeld = 0

  return {
    join() {
      const account: Account = { held: 0 }
      let closed: Error | null = null
      return {
        async take() {
          if (closed) throw closed
          if (mayTake(account)) return give(account)
          const found = resolvers<Slot>()
          waiting.push({ account, found })
          return await found.promise
        },
        close(error) {
          closed ??= error
          const turnedAway = waiting.filter((waiter) => waiter.account === account)
          for (const waiter of turnedAway) {
            waiting.splice(waiting.indexOf(waiter), 1)
            waiter.found.reject(closed)
          }
        },
      }
    },
    hold(slot) {
      held.get(slot)!.holds += 1
    },
    drop(slot) {
      const holding = held.get(slot)!
      holding.holds -= 1
      if (holding.holds > 0) return
      held.delete(slot)
      free.push(slot)
      if (holding.account.held > leastEach) spareHeld -= 1
      holding.account.held -= 1
      serve()
    },
  }

  function mayTake({ held: count }: Account): boolean {
    return count < leastEach || (count < mostEach && spareHeld < mostSpare)
  }

  function give(account: Account): Slot {
    const slot = free.pop() ?? newSlot(made++)
    if (account.held >= leastEach) spareHeld += 1
    account.held += 1
    held.set(slot, { account, holds: 1 })
    return slot
  }

  /** Who came first is served first, unless what is free is not for them. */
  function serve() {
    const next = waiting.findIndex(({ account }) => mayTake(account))
    const [waiter] = next < 0 ? [] : waiting.splice(next, 1)
    waiter?.found.resolve(give(waiter.account))
  }
}

function newSlot(index: number): Slot {
  const memory = new SharedArrayBuffer(shiftBytes + slotBytes)
  return { index, memory, bytes: Buffer.from(memory, shiftBytes, slotBytes) }
}
