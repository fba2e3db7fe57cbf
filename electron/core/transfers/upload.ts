import { AppError } from '../../../shared/errors.ts'
import type { HeldFile } from '../files/file-registry.ts'
import { isSameFile } from './file-identity.ts'
import { fillImage } from './fill-image.ts'
import type { HashPool } from './hashing/hash-pool.ts'
import type { SentData } from './send-data.ts'
import { lookAtSource } from './source-file.ts'
import type { TransferPorts, TransferRun } from './transfer-job.ts'
import type { UploadOrder } from './transfer-orders.ts'
import type { UploadPlan } from './transfer-plan.ts'
import { createUnpackingSource, type UnpackingSource } from './unpacking-source.ts'
import { createUploadBody, type UploadSource } from './upload-body.ts'

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
  const { unpack = null, store = null } = order
  const about = { direction: 'upload', cloudId, cloudName, source, unpack, store } as const
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

/** Gives the file to its image. */
export async function uploadFile(ports: TransferPorts, plan: UploadPlan, run: TransferRun): Promise<void> {
  const { cloudId, into, store } = plan
  await fillImage(
    ports,
    {
      cloudId,
      into,
      store,
      witness: null,
      look: () => lookAgain(ports, plan, run),
      held: (from) => readWhole(from, ports.hashing, run.signal),
      wasSent(from, { sizeBytes }) {
        if (isUnpacking(from)) run.report({ sizeBytes, fileHashes: from.packedHashes() })
      },
    },
    run,
  )
}

async function readWhole(from: UploadSource, hashing: HashPool, signal: AbortSignal): Promise<SentData> {
  const body = createUploadBody(from, hashing, () => null)
  try {
    for await (const _ of await body.open(signal)) signal.throwIfAborted()
    return { name: from.name, ...(await body.digest()) }
  } finally {
    await body.close()
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
  return plan.unpack ? createUnpackingSource(file, plan.unpack, ports.hashing) : file
}

function isUnpacking(from: UploadSource): from is UnpackingSource {
  return 'packedHashes' in from
}
