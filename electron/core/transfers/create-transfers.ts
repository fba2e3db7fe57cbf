import { AppError } from '../../../shared/errors.ts'
import type { Transfer } from '../../../shared/model/transfer.ts'
import type { Transfers } from '../core.ts'
import { afterRestart } from './after-restart.ts'
import { createByteLimits } from './byte-limits.ts'
import { planCopy } from './copy-image.ts'
import { halfFileLeft, planDownload } from './download.ts'
import { makeReceipt } from './make-receipt.ts'
import { newRecord } from './new-record.ts'
import type { LimitsStore } from './open-limits.ts'
import type { Journal } from './open-journal.ts'
import type { Receipts } from './receipts.ts'
import { removePart } from './part-file.ts'
import { createRangeSupport } from './range-support.ts'
import { createSpaceLedger } from './space-ledger.ts'
import { createTransferQueue } from './transfer-queue.ts'
import type { TransferClock } from './transfer-clock.ts'
import type { TransferPorts } from './transfer-job.ts'
import { noNotes } from './transfer-notes.ts'
import type { TransferPlan } from './transfer-plan.ts'
import type { TransferRecord } from './transfer-record.ts'
import { createTransferStore } from './transfer-store.ts'
import { planUpload, sourceOf } from './upload.ts'
import { placesAfter } from './waiting-line.ts'

export interface TransferManagerPorts extends TransferPorts {
  readonly journal: Journal
  readonly receipts: Receipts
  readonly limits: LimitsStore
  readonly clock: TransferClock
  /** From 0 to 1, for waits that are not to be equal. */
  random(): number
  /** Whether a failure that can pass is tried again without asking. A command that someone waits for says no. */
  readonly retriesAlone: boolean
  identityUrl(cloudId: string): Promise<string | null>
  /** Told of what went wrong and could be gone round. */
  log(line: string): void
}

export interface TransferManager extends Transfers {
  /** Transfers that waited for this go on. */
  signedIn(cloudId: string): void
  /** Stops what runs; the journal has it, and the next start goes on with it. */
  close(): Promise<void>
}

/** Moves images between files and clouds, and keeps the list of it until each line is dismissed. */
export function createTransfers(ports: TransferManagerPorts): TransferManager {
  const { clock, limits, receipts, journal, images } = ports
  const store = createTransferStore(journal)
  const bytes = createByteLimits({ limits: limits.get, ...clock })
  const queue = createTransferQueue({
    ...ports,
    store,
    bytes,
    ranges: createRangeSupport(),
    space: createSpaceLedger(),
    saveReceipt,
  })
  let lastPlace = 0
  for (const record of journal.records) takeOver(record)

  return {
    watch: (signal) => store.watch(signal),
    upload: async (order, signal) => await begin(await planUpload(ports, order, signal)),
    async download(order, signal) {
      const plan = await planDownload(ports, order, signal)
      const left = order.goesOn ? await halfFileLeft(plan) : null
      const isFree = left !== null && !store.isPartOfAnother(left.path, null)
      return await begin(plan, { ...noNotes, part: isFree ? left : null })
    },
    copy: async (order, signal) => await begin(await planCopy(ports, order, signal)),
    async cancel(transferId) {
      await queue.stop(transferId, 'cancelled')
      await leaveNothing(transferId)
    },
    async pause(transferId) {
      await queue.stop(transferId, 'paused')
      return store.get(transferId).transfer
    },
    async resume(transferId) {
      const { transfer } = store.get(transferId)
      return transfer.state === 'paused' ? queue.again(transferId) : transfer
    },
    async retry(transferId, file) {
      const { transfer, plan, notes } = store.get(transferId)
      if (!retriable.has(transfer.state)) return transfer
      const changed = file === undefined ? takingItsFileAsItIs(plan) : readingFrom(plan, file)
      return queue.again(transferId, { plan: changed, notes: { ...notes, source: null }, failuresInARow: 0 })
    },
    move({ transferId, to }) {
      for (const [id, place] of placesAfter(queue.waiting(), store.get(transferId).transfer, to)) {
        queue.rank(id, { place })
      }
    },
    prioritise({ transferId, priority }) {
      queue.rank(transferId, { priority })
      return store.get(transferId).transfer
    },
    async deleteLeftImage(transferId, signal) {
      const { transfer, plan, notes } = store.get(transferId)
      const { cloudId, leftImageId: imageId } = transfer
      if (!imageId) return transfer
      await images.delete({ cloudId, imageId }, signal).catch(unlessGone)
      const without = {
        plan: withNewId(plan),
        notes: { ...notes, imageId: null, isImageAsked: false, sent: null },
      }
      await store.keep(transferId, { imageId: null, leftImageId: null }, without)
      return store.get(transferId).transfer
    },
    async dismiss(transferId) {
      await queue.stop(transferId, 'cancelled')
      await leaveNothing(transferId)
      await store.remove(transferId)
    },
    async dismissEnded() {
      const ended = [...store.all()].filter(({ transfer }) => transfer.endedAtMs !== null)
      await Promise.all(
        ended.map(async ({ transfer: { id } }) => {
          await leaveNothing(id)
          await store.remove(id)
        }),
      )
    },
    limits: limits.get,
    async limit(changed) {
      await limits.set(changed)
      bytes.changed()
      queue.startWhoMay()
      return limits.get()
    },
    async receipt(transferId, signal) {
      const record = known(transferId)
      if (!record) return await receipts.read(transferId, signal)
      return await makeReceipt(record, ports.identityUrl)
    },
    signedIn: queue.signedIn,
    async close() {
      await queue.close()
      await ports.hashing.close()
      await store.close()
    },
  }

  function takeOver(record: TransferRecord) {
    lastPlace = Math.max(lastPlace, record.transfer.place)
    const taken = afterRestart(record, clock.now())
    const { transfer, ...behind } = taken === record ? { transfer: record.transfer } : taken
    if (taken !== record) queue.keep(transfer.id, transfer, behind)
    if (transfer.state === 'queued') queue.join(transfer.id)
  }

  async function begin(plan: TransferPlan, notes = noNotes): Promise<Transfer> {
    const record = { ...newRecord(plan, ++lastPlace, clock.now()), notes }
    await store.add(record)
    queue.join(record.transfer.id)
    return record.transfer
  }

  /** Who cancels or dismisses wants no half file. */
  async function leaveNothing(transferId: string): Promise<void> {
    const { notes } = store.get(transferId)
    if (!notes.part) return
    await removePart(notes.part.path)
    await store.keep(transferId, {}, { notes: { ...notes, part: null } })
  }

  function known(transferId: string): TransferRecord | null {
    try {
      return store.get(transferId)
    } catch {
      return null
    }
  }

  async function saveReceipt(transferId: string) {
    await receipts.save(await makeReceipt(store.get(transferId), ports.identityUrl))
  }

  function readingFrom(plan: TransferPlan, file: string): TransferPlan {
    if (plan.direction !== 'upload') return plan
    return takingItsFileAsItIs({ ...plan, source: sourceOf(ports.files.find(file), file) })
  }
}

const retriable: ReadonlySet<string> = new Set(['failed', 'cancelled', 'waiting'])

/** A retry is the operator's word that the file as it is now will do. */
function takingItsFileAsItIs(plan: TransferPlan): TransferPlan {
  if (plan.direction !== 'upload' || plan.source.heldBy !== 'host') return plan
  return { ...plan, source: { ...plan.source, identity: null } }
}

/** A cloud never gives the id of a deleted image out again. */
function withNewId(plan: TransferPlan): TransferPlan {
  if (plan.direction === 'download' || plan.into.kind !== 'new' || !plan.into.isOwnId) return plan
  return { ...plan, into: { ...plan.into, image: { ...plan.into.image, id: crypto.randomUUID() } } }
}

function unlessGone(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'IMAGE_GONE') throw error
}
