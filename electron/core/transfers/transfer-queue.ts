import type { Transfer } from '../../../shared/model/transfer.ts'
import { leftImage } from './after-restart.ts'
import type { ByteLimits } from './byte-limits.ts'
import { cloudsOf } from './clouds-of.ts'
import type { DownloadPorts } from './download.ts'
import { asBeforeAnAttempt } from './new-record.ts'
import type { LimitsStore } from './open-limits.ts'
import { retryRule } from './retry-rule.ts'
import { runAttempt } from './run-attempt.ts'
import type { TransferClock } from './transfer-clock.ts'
import type { PastAttempt, TransferRecord } from './transfer-record.ts'
import type { TransferStore } from './transfer-store.ts'
import { startable } from './waiting-line.ts'

interface QueuePorts extends DownloadPorts {
  readonly store: TransferStore
  readonly limits: LimitsStore
  readonly bytes: ByteLimits
  readonly clock: TransferClock
  readonly retriesAlone: boolean
  random(): number
  saveReceipt(transferId: string): Promise<void>
  log(line: string): void
}

type Stop = 'cancelled' | 'paused' | 'queued'
type Behind = Partial<Omit<TransferRecord, 'transfer'>>

interface Running {
  readonly cloudIds: readonly string[]
  readonly controller: AbortController
  stopAs: Stop
  done: Promise<void>
}

/** Who waits, who moves, and who is tried again when. */
export function createTransferQueue(ports: QueuePorts) {
  const { store, clock } = ports
  const waiting = new Set<string>()
  const running = new Map<string, Running>()
  /** Failed, and to be tried again: how to call it off. */
  const pausing = new Map<string, () => void>()
  const untilSignIn = new Set<string>()
  let isClosing = false

  return {
    keep,
    startWhoMay,
    waiting: () => Array.from(waiting, (id) => store.get(id).transfer),
    join(id: string) {
      waiting.add(id)
      startWhoMay()
    },
    /** Queues one that is not running for another attempt. */
    again,
    rank(id: string, changes: Pick<Partial<Transfer>, 'place' | 'priority'>) {
      keep(id, changes)
      startWhoMay()
    },
    /** Takes one that is not over out of the queue, and stops it if it runs. Throws TRANSFER_UNKNOWN. */
    async stop(id: string, stopAs: Stop) {
      store.get(id)
      const active = running.get(id)
      if (active) active.stopAs = stopAs
      active?.controller.abort()
      await active?.done
      forgetWaits(id)
      const { transfer } = store.get(id)
      if (transfer.endedAtMs !== null || transfer.state === stopAs) return
      await store.keep(id, stopped(store.get(id), stopAs, clock.now()))
      startWhoMay()
    },
    signedIn(cloudId: string) {
      for (const id of untilSignIn) if (cloudsOf(store.get(id).transfer).includes(cloudId)) again(id)
    },
    async close() {
      isClosing = true
      for (const callOff of pausing.values()) callOff()
      await Promise.all(
        Array.from(running.values(), ({ controller, done }) => {
          controller.abort()
          return done
        }),
      )
    },
  }

  function again(id: string, behind: Behind = {}): Transfer {
    forgetWaits(id)
    const { attempt } = store.get(id).transfer
    keep(id, { ...asBeforeAnAttempt, state: 'queued', attempt: attempt + 1 }, behind)
    const { transfer } = store.get(id)
    waiting.add(id)
    startWhoMay()
    return transfer
  }

  function startWhoMay() {
    if (isClosing) return
    const runningIn = new Map<string, number>()
    for (const cloudId of [...running.values()].flatMap(({ cloudIds }) => cloudIds)) {
      runningIn.set(cloudId, (runningIn.get(cloudId) ?? 0) + 1)
    }
    // One that was queued again while its last attempt is still being put away has its turn after that.
    const free = [...waiting].filter((id) => !running.has(id))
    const candidates = free.map((id) => store.get(id).transfer)
    for (const transfer of startable(candidates, runningIn, ports.limits.get().atOncePerCloud)) {
      const { id } = transfer
      waiting.delete(id)
      const active: Running = {
        cloudIds: cloudsOf(transfer),
        controller: new AbortController(),
        stopAs: 'queued',
        done: Promise.resolve(),
      }
      running.set(id, active)
      active.done = run(id, active)
    }
  }

  async function run(id: string, active: Running): Promise<void> {
    keep(id, { ...asBeforeAnAttempt, state: 'moving', startedAtMs: clock.now() })
    const attemptPorts = { ...ports, limits: ports.bytes }
    const past = await runAttempt(attemptPorts, id, active.controller.signal)
    const record = store.get(id)
    const changes = past.outcome === 'failed' ? failed(record, past) : {}
    const after =
      past.outcome === 'stopped'
        ? stopped(record, active.stopAs, past.endedAtMs)
        : past.outcome === 'arrived'
          ? { endedAtMs: past.endedAtMs }
          : changes
    keep(id, { bytesPerSecond: null, etaMs: null, ...after }, afterAttempt(record, past))
    if (store.get(id).transfer.endedAtMs !== null) await ports.saveReceipt(id).catch(report)
    running.delete(id)
    startWhoMay()
  }

  function failed(record: TransferRecord, past: PastAttempt): Partial<Transfer> {
    const { id } = record.transfer
    const { problem } = past
    const rule = ports.retriesAlone
      ? retryRule(problem, failuresAfter(record), ports.random)
      : ({ kind: 'never' } as const)
    if (rule.kind === 'never') {
      return { state: 'failed', problem, endedAtMs: past.endedAtMs, leftImageId: leftImage(record) }
    }
    if (rule.kind === 'after-sign-in') {
      untilSignIn.add(id)
      return { state: 'waiting', problem, retryAtMs: null }
    }
    pausing.set(
      id,
      clock.after(rule.waitMs, () => again(id)),
    )
    return { state: 'waiting', problem, retryAtMs: clock.now() + rule.waitMs }
  }

  function forgetWaits(id: string) {
    waiting.delete(id)
    untilSignIn.delete(id)
    pausing.get(id)?.()
    pausing.delete(id)
  }

  /** Told at once and on its way to the disk: a crash before it is there repeats what it tells of. */
  function keep(id: string, changes: Partial<Transfer>, behind: Behind = {}) {
    store.keep(id, changes, behind).catch(report)
  }

  function report(error: unknown) {
    ports.log(`transfers: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const keptAttempts = 50

function afterAttempt(record: TransferRecord, past: PastAttempt): Behind {
  return {
    attempts: [...record.attempts, past].slice(-keptAttempts),
    failuresInARow: past.outcome === 'failed' ? failuresAfter(record) : record.failuresInARow,
    furthestBytes: Math.max(record.furthestBytes, record.transfer.movedBytes),
  }
}

/** One that got further than all before it is on its way, however often the line is cut. */
function failuresAfter({ transfer, furthestBytes, failuresInARow }: TransferRecord): number {
  return transfer.movedBytes > furthestBytes ? 1 : failuresInARow + 1
}

function stopped(record: TransferRecord, stopAs: Stop, nowMs: number): Partial<Transfer> {
  if (stopAs === 'cancelled') {
    const endedAtMs = Math.max(record.transfer.startedAtMs, nowMs)
    return { state: stopAs, problem: null, retryAtMs: null, endedAtMs, leftImageId: leftImage(record) }
  }
  const { attempt } = record.transfer
  // What the end of the process queues again has had this attempt; a resume counts its own.
  return {
    state: stopAs,
    problem: null,
    retryAtMs: null,
    attempt: stopAs === 'queued' ? attempt + 1 : attempt,
  }
}
