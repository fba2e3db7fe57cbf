import { AppError } from '../../../shared/errors.ts'
import type { Problem } from '../../../shared/model/problem.ts'
import type { Transfer } from '../../../shared/model/transfer.ts'
import type { Transfers } from '../core.ts'
import { prepareDownload } from './download.ts'
import { createRateMeter } from './rate.ts'
import type { TransferJob, TransferPorts, TransferRun } from './transfer-job.ts'
import { createTransferList } from './transfer-list.ts'
import { createTurns } from './turns.ts'
import { prepareUpload } from './upload.ts'

const atOncePerCloud = 3

interface Running {
  readonly controller: AbortController
  readonly done: Promise<void>
}

/** Moves images between files and clouds, and keeps the list of it until each line is dismissed. */
export function createTransfers(ports: TransferPorts): Transfers & { close(): Promise<void> } {
  const { now } = ports
  const list = createTransferList()
  const turns = createTurns(atOncePerCloud)
  const jobs = new Map<string, TransferJob>()
  const running = new Map<string, Running>()

  return {
    watch: (signal) => list.watch(signal),
    upload: async (order, signal) => begin(await prepareUpload(ports, order, signal)),
    download: async (order, signal) => begin(await prepareDownload(ports, order, signal)),
    cancel: async (transferId) => {
      list.get(transferId)
      await stop(transferId)
    },
    retry: async (transferId) => {
      const transfer = list.get(transferId)
      const isOver = transfer.state === 'failed' || transfer.state === 'cancelled'
      return isOver ? start(transferId, transfer.attempt + 1) : transfer
    },
    dismiss: async (transferId) => {
      list.get(transferId)
      await stop(transferId)
      jobs.delete(transferId)
      list.remove(transferId)
    },
    async close() {
      await Promise.all(Array.from(running.keys(), stop))
      list.close()
    },
  }

  function begin(job: TransferJob): Transfer {
    const id = crypto.randomUUID()
    jobs.set(id, job)
    list.add({ id, ...job.about, ...asAtStart(now()), attempt: 1 })
    return start(id, 1)
  }

  function start(id: string, attempt: number): Transfer {
    const transfer = list.change(id, { ...asAtStart(now()), attempt })
    const controller = new AbortController()
    running.set(id, { controller, done: run(id, attempt, controller.signal) })
    return transfer
  }

  async function run(id: string, attempt: number, signal: AbortSignal): Promise<void> {
    const job = jobs.get(id)!
    try {
      const giveBack = await turns.take(job.about.cloudId, signal)
      try {
        list.change(id, { state: 'moving', startedAtMs: now() })
        await job.run(tellList(id, attempt, signal))
      } finally {
        giveBack()
      }
    } catch (error) {
      list.change(
        id,
        signal.aborted ? { state: 'cancelled' } : { state: 'failed', problem: toProblem(error) },
      )
    }
    running.delete(id)
    list.change(id, { endedAtMs: now(), bytesPerSecond: null, etaMs: null })
  }

  function tellList(id: string, attempt: number, signal: AbortSignal): TransferRun {
    const rate = createRateMeter(() => performance.now())
    return {
      attempt,
      signal,
      report: (changes) => void list.change(id, changes),
      moved(movedBytes) {
        const { sizeBytes } = list.get(id)
        const bytesPerSecond = rate.sample(movedBytes)
        const leftBytes = sizeBytes === null ? null : Math.max(0, sizeBytes - movedBytes)
        const etaMs = leftBytes !== null && bytesPerSecond ? (leftBytes / bytesPerSecond) * 1000 : null
        list.change(id, { movedBytes, bytesPerSecond, etaMs })
      },
    }
  }

  async function stop(transferId: string): Promise<void> {
    const transfer = running.get(transferId)
    transfer?.controller.abort()
    await transfer?.done
  }
}

function asAtStart(startedAtMs: number) {
  return {
    state: 'queued',
    savedPath: null,
    movedBytes: 0,
    bytesPerSecond: null,
    etaMs: null,
    startedAtMs,
    endedAtMs: null,
    hashes: {},
    verifiedBy: null,
    problem: null,
  } satisfies Partial<Transfer>
}

/** Null for what no code foresees: a fault of ours, which the page owns up to. */
function toProblem(error: unknown): Problem | null {
  return error instanceof AppError ? { code: error.code, data: { ...error.data } } : null
}
