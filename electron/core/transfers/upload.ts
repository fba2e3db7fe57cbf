import { setTimeout } from 'node:timers/promises'

import { AppError } from '../../../shared/errors.ts'
import type { Image } from '../../../shared/model/image.ts'
import type { OneImage, UploadOrder } from '../core.ts'
import type { HeldFile } from '../files/file-registry.ts'
import { type SentData, sendData } from './send-data.ts'
import { isSameFile, lookAtSource } from './source-file.ts'
import type { TransferPorts, TransferRun } from './transfer-job.ts'
import type { UploadPlan } from './transfer-plan.ts'
import { createUnpackingSource, type UnpackingSource } from './unpacking-source.ts'
import { createUploadBody, type UploadSource } from './upload-body.ts'
import { expectKept, verify } from './verify.ts'

const settleTries = 20
const settleEveryMs = 500

/** Finds the file, and the image if there is one already. Throws FILE_LOST, IMAGE_GONE, or what signing in throws. */
export async function planUpload(
  ports: TransferPorts,
  order: UploadOrder,
  signal: AbortSignal,
): Promise<UploadPlan> {
  const { cloudId, into } = order
  const held = ports.files.find(order.file)
  const { cloudName } = await ports.access.imageService(cloudId, signal)
  const source = sourceOf(held, order.file)
  const about = { direction: 'upload', cloudId, cloudName, source, unpack: order.unpack ?? null } as const
  if (into.kind === 'new') {
    const { id = crypto.randomUUID() } = into.image
    const image = { ...into.image, id }
    return { ...about, imageName: image.name, into: { kind: 'new', image, isOwnId: !into.image.id } }
  }
  const { id: imageId, name } = await ports.images.show({ cloudId, imageId: into.imageId }, signal)
  return { ...about, imageName: name ?? imageId, into: { kind: 'existing', imageId } }
}

export function sourceOf(held: HeldFile, handle: string): UploadPlan['source'] {
  const { heldBy, name, sizeBytes } = held
  return heldBy === 'host'
    ? { heldBy, name, sizeBytes, path: held.path, identity: held.identity }
    : { heldBy, name, sizeBytes, handle }
}

/** Gives the file to its image, or finds that an attempt which heard no answer already has. */
export async function uploadFile(ports: TransferPorts, plan: UploadPlan, run: TransferRun): Promise<void> {
  const { cloudId, into } = plan
  const knownId = into.kind === 'existing' ? into.imageId : run.notes.imageId
  const earlier =
    run.attempt > 1 && knownId !== null
      ? await settled(ports, { cloudId, imageId: knownId }, run.signal)
      : null
  const { sent } = run.notes
  // The answer was lost, not the bytes: the cloud has them all.
  if (sent && earlier?.status === 'active') return conclude(earlier, sent, run)

  const from = await lookAgain(ports, plan, run)
  if (earlier?.status === 'active') {
    const held = await readWhole(from, run.signal)
    if (isVerified(earlier, held)) return conclude(earlier, held, run)
  }
  const to = { cloudId, imageId: knownId ?? (await createOnce(ports, plan, run)) }
  await sendData(ports, { from, to, wasSent: (all) => noteSent(from, all, run) }, run)
  run.report({ state: 'verifying' })
  const image = await ports.images.show(to, run.signal)
  if (!run.notes.sent) throw cutShort(from, image)
  expectKept(image)
  conclude(image, run.notes.sent, run)
}

async function noteSent(from: UploadSource, sent: SentData, run: TransferRun): Promise<void> {
  run.report({ hashes: sent.hashes })
  if (isUnpacking(from)) run.report({ sizeBytes: sent.sizeBytes, fileHashes: from.packedHashes() })
  await run.note({ sent })
}

/** What the file would be as an image: a process that ended left no word of what it had sent. */
async function readWhole(from: UploadSource, signal: AbortSignal): Promise<SentData> {
  const body = createUploadBody(from, () => null)
  try {
    for await (const _ of await body.open(signal)) signal.throwIfAborted()
    return { name: from.name, ...(await body.digest()) }
  } finally {
    await body.close()
  }
}

function isVerified(image: Image, held: SentData): boolean {
  try {
    return verify(image, held) !== null
  } catch {
    return false
  }
}

/** Makes the image, or finds the one that an earlier attempt made without hearing the answer. */
async function createOnce(ports: TransferPorts, plan: UploadPlan, run: TransferRun): Promise<string> {
  const { cloudId, into } = plan
  if (into.kind === 'existing') return into.imageId
  const imageId = into.image.id
  await run.note({ isImageAsked: true })
  try {
    await ports.images.create({ cloudId, image: into.image }, run.signal)
  } catch (error) {
    const isOurs = into.isOwnId && error instanceof AppError && error.code === 'IMAGE_ID_TAKEN'
    if (!isOurs) throw error
  }
  await run.note({ imageId })
  run.report({ imageId })
  return imageId
}

/** The image once the cloud has seen that the last attempt broke off. Throws IMAGE_BUSY if it never seems to. */
async function settled(ports: TransferPorts, one: OneImage, signal: AbortSignal): Promise<Image> {
  for (let tries = 1; ; tries++) {
    const image = await ports.images.show(one, signal)
    if (image.status !== 'saving') return image
    if (tries === settleTries) throw new AppError('IMAGE_BUSY', { imageId: image.id, status: image.status })
    await setTimeout(settleEveryMs, undefined, { signal })
  }
}

async function lookAgain(ports: TransferPorts, plan: UploadPlan, run: TransferRun): Promise<UploadSource> {
  const { source } = plan
  const file = await lookAtSource(ports.files, source)
  const { name, sizeBytes, identity } = file
  run.report({ sizeBytes: plan.unpack ? null : sizeBytes })
  const expected = run.notes.source ?? (source.heldBy === 'host' ? source.identity : null)
  if (expected && identity && !isSameFile(identity, expected)) {
    const { sizeBytes: expectedBytes } = expected
    throw new AppError('FILE_CHANGED', { name, expectedBytes, actualBytes: sizeBytes })
  }
  await run.note({ source: identity })
  return plan.unpack ? createUnpackingSource(file, plan.unpack) : file
}

function isUnpacking(from: UploadSource): from is UnpackingSource {
  return 'packedHashes' in from
}

function conclude(image: Image, sent: SentData, run: TransferRun): void {
  run.moved(sent.sizeBytes)
  run.report({ hashes: sent.hashes, sizeBytes: sent.sizeBytes })
  const verifiedBy = verify(image, sent)
  run.report({ state: verifiedBy ? 'verified' : 'unverified', verifiedBy })
}

/** The cloud was content before it had every byte. */
function cutShort({ name, sizeBytes }: UploadSource, image: Image): AppError {
  const actualBytes = image.sizeBytes ?? 0
  return new AppError('SIZE_DIFFERS', { name, expectedBytes: sizeBytes ?? 0, actualBytes })
}
