import { basename } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import type { Image } from '../../../shared/model/image.ts'
import type { DownloadOrder } from '../core.ts'
import type { ExchangeHead } from '../http/exchange.ts'
import { headerValue } from '../http/collect-answer.ts'
import { type BodyReceiver, callImageService, type ImageServiceCall } from '../images/call-image-service.ts'
import { imagePath } from '../images/image-path.ts'
import { createDownloadSink, type DownloadSink } from './download-sink.ts'
import { createPartFile, type PartFile } from './part-file.ts'
import { createMemoryRelease } from './release-memory.ts'
import { safeFileName } from './safe-file-name.ts'
import type { TransferPorts, TransferRun } from './transfer-job.ts'
import type { DownloadPlan } from './transfer-plan.ts'
import { namedHashes, verify } from './verify.ts'

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

export async function downloadImage(
  ports: TransferPorts,
  plan: DownloadPlan,
  run: TransferRun,
): Promise<void> {
  const { cloudId, target } = plan
  const imageId = plan.image.id
  // Only an image without data is worth a second look.
  const isActive = plan.image.status === 'active'
  const image = isActive ? plan.image : await ports.images.show({ cloudId, imageId }, run.signal)
  run.report({ sizeBytes: image.sizeBytes })
  const part = await createPartFile(target, image.sizeBytes)
  try {
    const name = target.kind === 'free' ? target.name : basename(target.path)
    await receive(ports, { cloudId, image, part, name }, run)
  } finally {
    await part.discard()
  }
}

interface Receiving {
  readonly cloudId: string
  readonly image: Image
  readonly part: PartFile
  readonly name: string
}

async function receive(ports: TransferPorts, receiving: Receiving, run: TransferRun): Promise<void> {
  const { part, name } = receiving
  const arriving = arrive(receiving, run)
  try {
    const answer = await callImageService(ports, fileCall(receiving, arriving), run.signal)
    const isEmpty = answer.status === 204 && receiving.image.sizeBytes !== 0
    if (isEmpty) throw new AppError('IMAGE_EMPTY', { imageId: receiving.image.id })
    run.report({ state: 'verifying' })
    const { image, sizeBytes, hashes } = await arriving.finish()
    run.report({ hashes })
    const verifiedBy = verify(image, { name, sizeBytes, hashes })
    run.signal.throwIfAborted()
    const savedPath = await part.commit()
    const state = verifiedBy ? 'verified' : 'unverified'
    run.report({ state, verifiedBy, savedPath, fileName: basename(savedPath) })
  } catch (error) {
    throw run.signal.aborted ? run.signal.reason : (arriving.failure() ?? error)
  } finally {
    await arriving.close()
  }
}

function fileCall({ cloudId, image }: Receiving, receiver: Arrival): ImageServiceCall {
  return {
    verb: 'download',
    origin: 'transfers',
    cloudId,
    imageId: image.id,
    method: 'GET',
    path: `${imagePath(image.id)}/file`,
    headers: [['Accept-Encoding', 'identity']],
    receiver,
    idleTimeoutMs,
  }
}

interface Arrival extends BodyReceiver {
  failure(): unknown
  /** What came, and the image with the hashes that the answer itself may have named. */
  finish(): Promise<{ image: Image; sizeBytes: number; hashes: Record<string, string> }>
  close(): Promise<void>
}

/** Decides by the head of the answer what to hash: with what the image names, or else what `Content-MD5` names. */
function arrive({ image, part }: Receiving, run: TransferRun): Arrival {
  let named = image
  let sink: DownloadSink | null = null
  let release: ((chunk: Uint8Array) => void) | null = null
  let taken: Uint8Array | null = null

  return {
    async start(head) {
      release ??= await createMemoryRelease()
      await sink?.close()
      named = { ...image, checksum: image.checksum ?? contentMd5(head) }
      sink = createDownloadSink(part, [namedHashes(named)[0]?.algorithm ?? 'sha512'])
    },
    write(chunk) {
      // The engine counts a chunk after it was taken, and is done with it by the time the next one comes.
      if (taken) release?.(taken)
      taken = chunk
      const held = sink?.write(chunk)
      // Told at once, and not with the engine's progress: that is silent when bytes stop coming.
      run.moved(sink?.movedBytes() ?? 0)
      const pause = run.pace(chunk.length)
      return pause ? Promise.all([held, pause]).then(() => {}) : held
    },
    failure: () => sink?.failure() ?? null,
    async finish() {
      if (!sink) throw new Error('an answer ended before it began')
      run.moved(sink.movedBytes())
      return { image: named, hashes: await sink.finish(), sizeBytes: sink.movedBytes() }
    },
    close: async () => await sink?.close(),
  }
}

/** Glance writes it in hex, and of the whole image, unlike RFC 1864. */
function contentMd5(head: ExchangeHead): string | null {
  const value = headerValue(head.headers, 'content-md5')?.toLowerCase() ?? ''
  return /^[0-9a-f]{32}$/.test(value) ? value : null
}
