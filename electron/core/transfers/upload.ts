import { setTimeout } from 'node:timers/promises'

import { AppError } from '../../../shared/errors.ts'
import type { Image } from '../../../shared/model/image.ts'
import type { OneImage, UploadOrder } from '../core.ts'
import type { HeldFile } from '../files/file-registry.ts'
import type { SendExchange } from '../http/exchange.ts'
import { callImageService } from '../images/call-image-service.ts'
import { imagePath } from '../images/image-path.ts'
import { lookAtSource, type SourceFile } from './source-file.ts'
import type { TransferJob, TransferPorts, TransferRun } from './transfer-job.ts'
import { createUploadBody } from './upload-body.ts'
import { verify } from './verify.ts'

/** Bodies above this wait for the cloud to ask for them, so that a refusal costs nothing. */
const expectAboveBytes = 1024 * 1024
/** A cloud may hash, convert or copy for minutes after the last byte before it answers. */
const idleTimeoutMs = 600_000

const settleTries = 20
const settleEveryMs = 500

/** Every byte of a file, as it was given to the cloud. */
interface SentFile {
  readonly name: string
  readonly sizeBytes: number
  readonly hashes: Record<string, string>
}

/** Finds the file, and the image if there is one already. Throws FILE_LOST, IMAGE_GONE, or what signing in throws. */
export async function prepareUpload(
  ports: TransferPorts,
  order: UploadOrder,
  signal: AbortSignal,
): Promise<TransferJob> {
  const { cloudId, into } = order
  const held = ports.files.find(order.file)
  const { cloudName } = await ports.access.imageService(cloudId, signal)
  const existing =
    into.kind === 'existing' ? await ports.images.show({ cloudId, imageId: into.imageId }, signal) : null
  const imageName = into.kind === 'new' ? into.image.name : (existing?.name ?? into.imageId)
  let imageId = existing?.id ?? null
  let sent: SentFile | null = null

  return {
    about: {
      direction: 'upload',
      cloudId,
      cloudName,
      imageId,
      imageName,
      fileName: held.name,
      sizeBytes: held.sizeBytes,
    },
    async run(run) {
      if (run.attempt > 1 && imageId !== null) {
        const image = await settled(ports, { cloudId, imageId }, run.signal)
        // The answer was lost, not the bytes: the cloud has them all.
        if (sent && image.status === 'active') return conclude(image, sent, run)
      }
      const file = await lookAgain(held, run)
      if (into.kind === 'new' && imageId === null) {
        imageId = (await ports.images.create({ cloudId, image: into.image }, run.signal)).id
        run.report({ imageId })
      }
      const destination = { cloudId, imageId: imageId! }
      await sendFile(ports, { ...destination, file, wasSent: (all) => (sent = all) }, run)
      run.report({ state: 'verifying' })
      const image = await ports.images.show(destination, run.signal)
      if (!sent) throw cutShort(file, image)
      conclude(image, sent, run)
    },
  }
}

/** The image once the cloud has seen that the last attempt broke off, or will not see it soon. */
async function settled(ports: TransferPorts, one: OneImage, signal: AbortSignal): Promise<Image> {
  for (let tries = 1; ; tries++) {
    const image = await ports.images.show(one, signal)
    if (image.status !== 'saving' || tries === settleTries) return image
    await setTimeout(settleEveryMs, undefined, { signal })
  }
}

async function lookAgain(held: HeldFile, run: TransferRun): Promise<SourceFile> {
  const file = await lookAtSource(held)
  const { name, sizeBytes } = file
  run.report({ sizeBytes })
  // A retry is the operator's word that the file as it is now will do.
  if (run.attempt > 1 || sizeBytes === held.sizeBytes) return file
  throw new AppError('FILE_CHANGED', { name, expectedBytes: held.sizeBytes, actualBytes: sizeBytes })
}

interface Sending {
  readonly cloudId: string
  readonly imageId: string
  readonly file: SourceFile
  /** Told as soon as the last byte was given, whatever the cloud answers. */
  wasSent(all: SentFile): void
}

async function sendFile(ports: TransferPorts, sending: Sending, run: TransferRun): Promise<void> {
  const { file, cloudId, imageId } = sending
  const body = createUploadBody(file)
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
      sending.wasSent({ name: file.name, sizeBytes: file.sizeBytes, hashes })
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
