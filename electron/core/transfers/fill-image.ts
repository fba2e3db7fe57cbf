import { setTimeout } from 'node:timers/promises'

import { AppError, isAppError } from '../../../shared/errors.ts'
import type { Image } from '../../../shared/model/image.ts'
import type { OneImage } from '../core.ts'
import { type SentData, sendData } from './send-data.ts'
import type { TransferPorts, TransferRun } from './transfer-job.ts'
import type { UploadPlan } from './transfer-plan.ts'
import type { UploadSource } from './upload-body.ts'
import { expectKept, verify } from './verify.ts'

const settleTries = 20
const settleEveryMs = 500

/** Which image gets data, and where the data comes from. */
interface Filling<Source extends UploadSource> {
  readonly cloudId: string
  readonly into: UploadPlan['into']
  readonly store: UploadPlan['store']
  /** What another cloud says of the same data; null: the source is the first to have it. */
  readonly witness: Image | null
  /** Asked at each attempt. Throws when the source is gone or is not what it was. */
  look(): Promise<Source>
  /** What the source would be as an image, without sending it. */
  held(from: Source): Promise<SentData>
  /** Told when all of it was given, before it is known what the cloud made of it. */
  wasSent?(from: Source, sent: SentData): void
}

/** Gives an image its data, or finds that an attempt which heard no answer already has. */
export async function fillImage<Source extends UploadSource>(
  ports: TransferPorts,
  filling: Filling<Source>,
  run: TransferRun,
): Promise<void> {
  const { cloudId, into, store, witness } = filling
  const knownId = into.kind === 'existing' ? into.imageId : run.notes.imageId
  const earlier =
    run.attempt > 1 && knownId !== null
      ? await settled(ports, { cloudId, imageId: knownId }, run.signal)
      : null
  const { sent } = run.notes
  // The answer was lost, not the bytes: the cloud has them all.
  if (sent && earlier?.status === 'active') return conclude(earlier, sent, witness, run)

  const from = await filling.look()
  if (earlier?.status === 'active') {
    // A process that ended left no word of what it had sent.
    const held = await filling.held(from)
    if (isVerified(earlier, held)) return conclude(earlier, held, witness, run)
  }
  const to = { cloudId, imageId: knownId ?? (await createOnce(ports, filling, run)) }
  const wasSent = (all: SentData) => noteSent(filling, from, all, run)
  await sendData(ports, { from, to, store, wasSent }, run)
  run.report({ state: 'verifying' })
  const image = await ports.images.show(to, run.signal)
  if (!run.notes.sent) throw cutShort(from, image)
  expectKept(image)
  conclude(image, run.notes.sent, witness, run)
}

async function noteSent<Source extends UploadSource>(
  filling: Filling<Source>,
  from: Source,
  sent: SentData,
  run: TransferRun,
): Promise<void> {
  run.report({ hashes: sent.hashes })
  filling.wasSent?.(from, sent)
  await run.note({ sent })
}

function isVerified(image: Image, held: SentData): boolean {
  try {
    return verify(image, held) !== null
  } catch {
    return false
  }
}

/** Makes the image, or finds the one that an earlier attempt made without hearing the answer. */
async function createOnce(
  ports: TransferPorts,
  { cloudId, into }: Pick<Filling<UploadSource>, 'cloudId' | 'into'>,
  run: TransferRun,
): Promise<string> {
  if (into.kind === 'existing') return into.imageId
  const imageId = into.image.id
  await run.note({ isImageAsked: true })
  try {
    await ports.images.create({ cloudId, image: into.image }, run.signal)
  } catch (error) {
    if (!into.isOwnId || !isAppError(error, 'IMAGE_ID_TAKEN')) throw error
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

/** What a witness that names no hash has given is proven by nobody. */
function conclude(image: Image, sent: SentData, witness: Image | null, run: TransferRun): void {
  run.moved(sent.sizeBytes)
  run.report({ hashes: sent.hashes, sizeBytes: sent.sizeBytes })
  const isVouchedFor = witness === null || verify(witness, sent) !== null
  const keptHash = verify(image, sent)
  const verifiedBy = isVouchedFor ? keptHash : null
  run.report({ state: verifiedBy ? 'verified' : 'unverified', verifiedBy })
}

/** The cloud was content before it had every byte. */
function cutShort({ name, sizeBytes }: UploadSource, image: Image): AppError {
  const actualBytes = image.sizeBytes ?? 0
  return new AppError('SIZE_DIFFERS', { name, expectedBytes: sizeBytes ?? 0, actualBytes })
}
