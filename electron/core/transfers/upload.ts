import { setTimeout } from 'node:timers/promises'

import { AppError } from '../../../shared/errors.ts'
import type { Image } from '../../../shared/model/image.ts'
import type { OneImage, UploadOrder } from '../core.ts'
import type { HeldFile } from '../files/file-registry.ts'
import type { SendExchange } from '../http/exchange.ts'
import { callImageService } from '../images/call-image-service.ts'
import { imagePath } from '../images/image-path.ts'
import { isSameFile, lookAtSource, type SourceFile } from './source-file.ts'
import type { TransferPorts, TransferRun } from './transfer-job.ts'
import type { TransferNotes } from './transfer-notes.ts'
import type { UploadPlan } from './transfer-plan.ts'
import { createUploadBody } from './upload-body.ts'
import { verify } from './verify.ts'

/** Bodies above this wait for the cloud to ask for them, so that a refusal costs nothing. */
const expectAboveBytes = 1024 * 1024
/** A cloud may hash, convert or copy for minutes after the last byte before it answers. */
const idleTimeoutMs = 600_000

const settleTries = 20
const settleEveryMs = 500

/** Every byte of a file, as it was given to the cloud. */
type SentFile = NonNullable<TransferNotes['sent']>

/** Finds the file, and the image if there is one already. Throws FILE_LOST, IMAGE_GONE, or what signing in throws. */
export async function planUpload(
  ports: TransferPorts,
  order: UploadOrder,
  signal: AbortSignal,
): Promise<UploadPlan> {
  const { cloudId, into } = order
  const held = ports.files.find(order.file)
  const { cloudName } = await ports.access.imageService(cloudId, signal)
  const about = { direction: 'upload', cloudId, cloudName, source: sourceOf(held, order.file) } as const
  if (into.kind === 'new') {
    const { id = crypto.randomUUID() } = into.image
    const image = { ...into.image, id }
    return { ...about, imageName: image.name, into: { kind: 'new', image, isOwnId: !into.image.id } }
  }
  const { id: imageId, name } = await ports.images.show({ cloudId, imageId: into.imageId }, signal)
  return { ...about, imageName: name ?? imageId, into: { kind: 'existing', imageId } }
}

function sourceOf(held: HeldFile, handle: string): UploadPlan['source'] {
  const { heldBy, name, sizeBytes } = held
  return heldBy === 'host'
    ? { heldBy, name, sizeBytes, path: held.path, identity: held.identity }
    : { heldBy, name, sizeBytes, handle }
}

export async function uploadFile(ports: TransferPorts, plan: UploadPlan, run: TransferRun): Promise<void> {
  const { cloudId, into } = plan
  const knownId = into.kind === 'existing' ? into.imageId : run.notes.imageId
  if (run.attempt > 1 && knownId !== null) {
    const image = await settled(ports, { cloudId, imageId: knownId }, run.signal)
    const { sent } = run.notes
    // The answer was lost, not the bytes: the cloud has them all.
    if (sent && image.status === 'active') return conclude(image, sent, run)
  }
  const file = await lookAgain(ports, plan, run)
  const imageId = knownId ?? (await createOnce(ports, plan, run))
  await sendFile(ports, { cloudId, imageId, file }, run)
  run.report({ state: 'verifying' })
  const image = await ports.images.show({ cloudId, imageId }, run.signal)
  if (!run.notes.sent) throw cutShort(file, image)
  conclude(image, run.notes.sent, run)
}

/** Makes the image, or finds the one that an earlier attempt made without hearing the answer. */
async function createOnce(ports: TransferPorts, plan: UploadPlan, run: TransferRun): Promise<string> {
  const { cloudId, into } = plan
  if (into.kind === 'existing') return into.imageId
  const imageId = into.image.id
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

/** The image once the cloud has seen that the last attempt broke off, or will not see it soon. */
async function settled(ports: TransferPorts, one: OneImage, signal: AbortSignal): Promise<Image> {
  for (let tries = 1; ; tries++) {
    const image = await ports.images.show(one, signal)
    if (image.status !== 'saving' || tries === settleTries) return image
    await setTimeout(settleEveryMs, undefined, { signal })
  }
}

async function lookAgain(ports: TransferPorts, plan: UploadPlan, run: TransferRun): Promise<SourceFile> {
  const { source } = plan
  const file = await lookAtSource(ports.files, source)
  const { name, sizeBytes, identity } = file
  run.report({ sizeBytes })
  const expected = run.notes.source ?? (source.heldBy === 'host' ? source.identity : null)
  if (expected && identity && !isSameFile(identity, expected)) {
    const { sizeBytes: expectedBytes } = expected
    throw new AppError('FILE_CHANGED', { name, expectedBytes, actualBytes: sizeBytes })
  }
  await run.note({ source: identity })
  return file
}

interface Sending {
  readonly cloudId: string
  readonly imageId: string
  readonly file: SourceFile
}

async function sendFile(ports: TransferPorts, sending: Sending, run: TransferRun): Promise<void> {
  const { file, cloudId, imageId } = sending
  const body = createUploadBody(file, run.pace)
  try {
    await callImageService(
      { access: ports.access, send: withProgress(ports.send, file.sizeBytes, run) },
      {
        verb: 'upload',
        origin: 'transfers',
        cloudId,
        imageId,
        method: 'PUT',
        path: `${imagePath(imageId)}/file`,
        headers: [
          ['Content-Type', 'application/octet-stream'],
          ['x-openstack-image-size', String(file.sizeBytes)],
        ],
        body: body.source,
        expectContinue: file.sizeBytes > expectAboveBytes,
        idleTimeoutMs,
      },
      run.signal,
    )
  } catch (error) {
    // The engine sees a stream that broke; the file knows why.
    throw run.signal.aborted ? run.signal.reason : (body.failure() ?? error)
  } finally {
    if (body.isComplete()) {
      const hashes = await body.digest()
      run.report({ hashes })
      await run.note({ sent: { name: file.name, sizeBytes: file.sizeBytes, hashes } })
    }
    await body.close()
  }
}

function conclude(image: Image, sent: SentFile, run: TransferRun): void {
  const verifiedBy = verify(image, sent)
  run.report({ state: verifiedBy ? 'verified' : 'unverified', verifiedBy })
}

/** The cloud was content before it had every byte. */
function cutShort({ name, sizeBytes }: SourceFile, image: Image): AppError {
  return new AppError('SIZE_DIFFERS', { name, expectedBytes: sizeBytes, actualBytes: image.sizeBytes ?? 0 })
}

function withProgress(send: SendExchange, sizeBytes: number, run: TransferRun): SendExchange {
  return async function* sendAndTell(request, signal) {
    for await (const event of send(request, signal)) {
      if (event.type === 'progress') run.moved(Math.min(event.sentBytes, sizeBytes))
      if (event.type === 'sent') run.moved(sizeBytes)
      yield event
    }
  }
}
