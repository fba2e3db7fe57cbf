import { basename } from 'node:path'

import { AppError, isAppError } from '../../../shared/errors.ts'
import type { Image } from '../../../shared/model/image.ts'
import type { HeaderPair } from '../../../shared/model/wire.ts'
import type { FileIdentity } from '../files/file-registry.ts'
import { callImageService, type ImageServiceCall } from '../images/call-image-service.ts'
import { imagePath } from '../images/image-path.ts'
import { type Arrival, createArrival, RangeUseless } from './arrival.ts'
import { openPartFile, type PartFile, removeNamed } from './part-file.ts'
import { partImageOf, readPartNote } from './part-note.ts'
import { findNamed, halfFilePath, nameOf } from './part-place.ts'
import type { RangeSupport } from './range-support.ts'
import { safeFileName } from './safe-file-name.ts'
import type { SpaceLedger } from './space-ledger.ts'
import type { TransferPorts, TransferRun } from './transfer-job.ts'
import type { DownloadOrder } from './transfer-orders.ts'
import type { TransferNotes } from './transfer-notes.ts'
import type { DownloadPlan } from './transfer-plan.ts'
import { verify } from './verify.ts'

export interface DownloadPorts extends TransferPorts {
  readonly ranges: RangeSupport
  readonly space: SpaceLedger
}

/** A store may have to fetch the data from elsewhere before the first byte comes. */
const idleTimeoutMs = 120_000

/** Looks at the image. Throws FILE_LOST, IMAGE_GONE, or what signing in throws. */
export async function planDownload(
  ports: TransferPorts,
  order: DownloadOrder,
  signal: AbortSignal,
): Promise<DownloadPlan> {
  const { cloudId, imageId } = order
  const path = order.file === null ? null : ports.files.target(order.file)
  const { cloudName } = await ports.access.imageService(cloudId, signal)
  const image = await ports.images.show({ cloudId, imageId }, signal)
  const name = safeFileName(image.name ?? imageId, image.diskFormat)
  return {
    direction: 'download',
    cloudId,
    cloudName,
    image,
    target: path === null ? { kind: 'free', dir: ports.downloadsDir, name } : { kind: 'exact', path },
  }
}

/** What an earlier process left of this image at this place. */
export async function halfFileLeft({ image, target }: DownloadPlan): Promise<TransferNotes['part']> {
  const path = halfFilePath(target)
  const data = partImageOf(image)
  const safeBytes = data === null ? 0 : await readPartNote(path, data)
  return safeBytes > 0 ? { path, safeBytes } : null
}

/**
 * Brings the image into its file, going on where an earlier attempt ended. What came is kept for the next attempt
 * unless it is wrong; nothing has the final name before it is whole and compared.
 */
export async function downloadImage(
  ports: DownloadPorts,
  plan: DownloadPlan,
  run: TransferRun,
): Promise<void> {
  if (await arrivedBefore(plan, run)) return
  const { cloudId, target: place } = plan
  const imageId = plan.image.id
  const isKnown = plan.image.status === 'active' && run.attempt === 1
  const image = isKnown ? plan.image : await ports.images.show({ cloudId, imageId }, run.signal)
  run.report({ sizeBytes: image.sizeBytes })
  const earlier = run.notes.part
  const wanted = {
    place,
    image: partImageOf(image),
    earlierPath: earlier?.path ?? null,
    claim: run.claimPart,
  }
  const part = await openPartFile(wanted, ports.space).catch(async (error: unknown) => {
    // Nothing was left under a name that was only claimed.
    await run.note({ part: earlier })
    throw error
  })
  try {
    await run.note({ part: { path: part.path, safeBytes: part.savedBytes() } })
    await bring(ports, { cloudId, image, part, name: nameOf(place) }, run)
    await run.note({ part: null, arrived: null })
  } catch (error) {
    if (isFinal(error)) await part.discard()
    else await part.keep()
    const safeBytes = part.savedBytes()
    await run.note({ part: safeBytes > 0 ? { path: part.path, safeBytes } : null, arrived: null })
    throw error
  }
}

/** Whether an earlier process ended between giving the file its final name and saying so. */
async function arrivedBefore({ target: place }: DownloadPlan, run: TransferRun): Promise<boolean> {
  const { arrived, part } = run.notes
  const savedPath = arrived && (await findNamed(place, arrived.identity))
  if (!arrived || savedPath === null) return false
  const { identity, hashes, verifiedBy } = arrived
  run.report({ sizeBytes: identity.sizeBytes, hashes })
  run.moved(identity.sizeBytes)
  if (part) await removeNamed(part.path, identity)
  reportSaved(run, savedPath, verifiedBy)
  await run.note({ part: null, arrived: null })
  return true
}

interface Receiving {
  readonly cloudId: string
  readonly image: Image
  readonly part: PartFile
  readonly name: string
}

/** Wrong bytes may have been damaged on the way or on the disk: they are fetched once more, from the first. */
async function bring(ports: DownloadPorts, receiving: Receiving, run: TransferRun): Promise<void> {
  try {
    await receive(ports, receiving, run)
  } catch (error) {
    if (!isWrong(error)) throw error
    run.report({ state: 'moving', startedOver: { code: error.code, data: { ...error.data } } })
    await receiving.part.startOver()
    await receive(ports, receiving, run)
  }
}

async function receive(ports: DownloadPorts, receiving: Receiving, run: TransferRun): Promise<void> {
  const { part, name } = receiving
  const arrival = createArrival(receiving.image, part, ports.hashing, run)
  try {
    await fetchMissing(ports, receiving, arrival, run.signal)
    run.report({ state: 'verifying' })
    const { image, sizeBytes, hashes } = await arrival.finish()
    run.report({ hashes })
    const verifiedBy = verify(image, { name, sizeBytes, hashes })
    run.signal.throwIfAborted()
    const whole = (identity: FileIdentity) => run.note({ arrived: { identity, hashes, verifiedBy } })
    reportSaved(run, await part.commit(sizeBytes, whole), verifiedBy)
  } catch (error) {
    throw run.signal.aborted ? run.signal.reason : (arrival.failure() ?? error)
  } finally {
    await arrival.close()
  }
}

function reportSaved(run: TransferRun, savedPath: string, verifiedBy: string | null): void {
  const state = verifiedBy ? 'verified' : 'unverified'
  run.report({ state, verifiedBy, savedPath, fileName: basename(savedPath) })
}

/** Asks for the rest where the store can give it, else for the whole once more. */
async function fetchMissing(
  ports: DownloadPorts,
  receiving: Receiving,
  arrival: Arrival,
  signal: AbortSignal,
): Promise<void> {
  const { cloudId, image, part } = receiving
  if (part.savedBytes() > 0 && !ports.ranges.isRefused(cloudId, image)) {
    await arrival.readBack()
    if (arrival.movedBytes() === image.sizeBytes) return
    if (await fetchRest(ports, receiving, arrival, signal)) return
  }
  const answer = await callImageService(ports, fileCall(ports, receiving, arrival, null), signal)
  const isEmpty = answer.status === 204 && image.sizeBytes !== 0
  if (isEmpty) throw new AppError('IMAGE_EMPTY', { imageId: image.id })
}

/** False when the store gives no ranges. */
async function fetchRest(
  ports: DownloadPorts,
  receiving: Receiving,
  arrival: Arrival,
  signal: AbortSignal,
): Promise<boolean> {
  const { cloudId, image } = receiving
  try {
    await callImageService(ports, fileCall(ports, receiving, arrival, arrival.movedBytes()), signal)
    if (arrival.cameWhole()) ports.ranges.noteRefusal(cloudId, image)
    return true
  } catch (error) {
    if (!isRangeRefusal(error)) throw error
    ports.ranges.noteRefusal(cloudId, image)
    return false
  }
}

function fileCall(
  ports: DownloadPorts,
  { cloudId, image }: Receiving,
  receiver: Arrival,
  firstByte: number | null,
): ImageServiceCall {
  return {
    verb: 'download',
    origin: 'transfers',
    cloudId,
    imageId: image.id,
    method: 'GET',
    path: `${imagePath(image.id)}/file`,
    headers: [
      ['Accept-Encoding', 'identity'],
      ...(firstByte === null ? [] : [['Range', `bytes=${firstByte}-`] satisfies HeaderPair]),
    ],
    receiver,
    idleTimeoutMs: ports.patienceMs ?? idleTimeoutMs,
  }
}

/** Glance answers 400 for a store that cannot, and others say it in their own way. */
const rangeRefusals: ReadonlySet<number> = new Set([400, 416, 501])

function isRangeRefusal(error: unknown): boolean {
  if (error instanceof RangeUseless) return true
  return isAppError(error, 'CLOUD_REFUSED') && rangeRefusals.has(error.data.status)
}

function isWrong(error: unknown): error is AppError<'HASH_DIFFERS' | 'SIZE_DIFFERS'> {
  return isAppError(error, 'HASH_DIFFERS') || isAppError(error, 'SIZE_DIFFERS')
}

/** Nothing that came is of any use to another attempt. */
function isFinal(error: unknown): boolean {
  return isWrong(error) || isAppError(error, 'IMAGE_GONE') || isAppError(error, 'IMAGE_EMPTY')
}
