import { basename } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import type { Problem } from '../../../shared/model/problem.ts'
import type { Transfer } from '../../../shared/model/transfer.ts'
import type { Transfers } from '../core.ts'
import { downloadImage, planDownload } from './download.ts'
import { removePart } from './part-file.ts'
import { createRangeSupport } from './range-support.ts'
import { createRateMeter } from './rate.ts'
import { createSpaceLedger } from './space-ledger.ts'
import type { TransferPorts, TransferRun } from './transfer-job.ts'
import { createTransferList } from './transfer-list.ts'
import { noNotes, type TransferNotes } from './transfer-notes.ts'
import type { TransferPlan } from './transfer-plan.ts'
import { createTurns } from './turns.ts'
import { planUpload, uploadFile } from './upload.ts'

const atOncePerCloud = 3

interface Job {
  readonly plan: TransferPlan
  readonly notes: TransferNotes
}

interface Running {
  readonly controller: AbortController
  readonly done: Promise<void>
}

/** Moves images between files and clouds, and keeps the list of it until each line is dismissed. */
export function createTransfers(ports: TransferPorts): Transfers & { close(): Promise<void> } {
  const { now } = ports
  const list = createTransferList()
  const turns = createTurns(atOncePerCloud)
  const downloadPorts = { ...ports, ranges: createRangeSupport(), space: createSpaceLedger() }
  const jobs = new Map<string, Job>()
  const running = new Map<string, Running>()

  return {
    watch: (signal) => list.watch(signal),
    upload: async (order, signal) => begin(await planUpload(ports, order, signal)),
    download: async (order, signal) => begin(await planDownload(ports, order, signal)),
    cancel: async (transferId) => {
      list.get(transferId)
      await stop(transferId)
      await leaveNothing(transferId)
    },
    retry: async (transferId) => {
      const transfer = list.get(transferId)
      const isOver = transfer.state === 'failed' || transfer.state === 'cancelled'
      if (!isOver) return transfer
      jobs.set(transferId, takingTheFileAsItIs(jobs.get(transferId)!))
      return start(transferId, transfer.attempt + 1)
    },
    dismiss: async (transferId) => {
      list.get(transferId)
      await stop(transferId)
      await leaveNothing(transferId)
      jobs.delete(transferId)
      list.remove(transferId)
    },
    async close() {
      await Promise.all(Array.from(running.keys(), stop))
      list.close()
    },
  }

  function begin(plan: TransferPlan): Transfer {
    const id = crypto.randomUUID()
    jobs.set(id, { plan, notes: noNotes })
    list.add({ id, ...aboutPlan(plan), ...asAtStart(now()), attempt: 1 })
    return start(id, 1)
  }

  function start(id: string, attempt: number): Transfer {
    const transfer = list.change(id, { ...asAtStart(now()), attempt })
    const controller = new AbortController()
    running.set(id, { controller, done: run(id, attempt, controller.signal) })
    return transfer
  }

  async function run(id: string, attempt: number, signal: AbortSignal): Promise<void> {
    const { plan } = jobs.get(id)!
    try {
      const giveBack = await turns.take(plan.cloudId, signal)
      try {
        list.change(id, { state: 'moving', startedAtMs: now() })
        await attemptAt(plan, runOf(id, attempt, signal))
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

  function attemptAt(plan: TransferPlan, asRun: TransferRun): Promise<void> {
    return plan.direction === 'upload'
      ? uploadFile(ports, plan, asRun)
      : downloadImage(downloadPorts, plan, asRun)
  }

  function runOf(id: string, attempt: number, signal: AbortSignal): TransferRun {
    const rate = createRateMeter(() => performance.now())
    return {
      attempt,
      signal,
      get notes() {
        return jobs.get(id)!.notes
      },
      async note(notes) {
        const job = jobs.get(id)!
        jobs.set(id, { ...job, notes: { ...job.notes, ...notes } })
      },
      pace: () => null,
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

  /** Who cancels or dismisses wants no half file. */
  async function leaveNothing(transferId: string): Promise<void> {
    const part = jobs.get(transferId)?.notes.part
    if (part) await removePart(part.path)
  }

  async function stop(transferId: string): Promise<void> {
    const transfer = running.get(transferId)
    transfer?.controller.abort()
    await transfer?.done
  }
}

function aboutPlan(plan: TransferPlan) {
  const { direction, cloudId, cloudName } = plan
  const about = { direction, cloudId, cloudName }
  if (plan.direction === 'upload') {
    const { imageName, into, source } = plan
    const imageId = into.kind === 'existing' ? into.imageId : null
    return { ...about, imageId, imageName, fileName: source.name, sizeBytes: source.sizeBytes }
  }
  const { image, target } = plan
  const fileName = target.kind === 'free' ? target.name : basename(target.path)
  return {
    ...about,
    imageId: image.id,
    imageName: image.name ?? image.id,
    fileName,
    sizeBytes: image.sizeBytes,
  }
}

/** A retry is the operator's word that the file as it is now will do. */
function takingTheFileAsItIs({ plan, notes }: Job): Job {
  const isKnown = plan.direction === 'upload' && plan.source.heldBy === 'host'
  const asItIs = isKnown ? { ...plan, source: { ...plan.source, identity: null } } : plan
  return { plan: asItIs, notes: { ...notes, source: null } }
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
    fileHashes: {},
    startedOver: null,
    problem: null,
  } satisfies Partial<Transfer>
}

/** Null for what no code foresees: a fault of ours, which the page owns up to. */
function toProblem(error: unknown): Problem | null {
  return error instanceof AppError ? { code: error.code, data: { ...error.data } } : null
}
