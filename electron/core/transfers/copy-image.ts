import { AppError } from '../../../shared/errors.ts'
import { copiedImage } from '../../../shared/model/copied-image.ts'
import type { ServiceAccess } from '../identity/cloud-access.ts'
import { createCloudSource } from './cloud-source.ts'
import { fillImage } from './fill-image.ts'
import type { TransferPorts, TransferRun } from './transfer-job.ts'
import type { CopyOrder } from './transfer-orders.ts'
import type { CopyPlan } from './transfer-plan.ts'
import { namedHashes } from './verify.ts'

/**
 * Looks at the image and at the cloud that it is to go to. Throws COPY_TO_ITSELF, IMAGE_EMPTY, IMAGE_GONE, or what
 * signing in to either cloud throws.
 */
export async function planCopy(
  ports: TransferPorts,
  { cloudId, imageId, toCloudId, name, visibility }: CopyOrder,
  signal: AbortSignal,
): Promise<CopyPlan> {
  const [here, there] = await Promise.all(
    [cloudId, toCloudId].map((each) => ports.access.imageService(each, signal)),
  )
  if (isSamePlace(here!, there!)) throw new AppError('COPY_TO_ITSELF', { cloudName: there!.cloudName })
  const image = await ports.images.show({ cloudId, imageId }, signal)
  if (image.sizeBytes === null || !withData.has(image.status)) throw new AppError('IMAGE_EMPTY', { imageId })
  const { isAdmin, cloudName } = there!
  const { image: copy, notCarried } = copiedImage(image, { name, visibility, isAdmin })
  return {
    direction: 'copy',
    cloudId: toCloudId,
    cloudName,
    imageName: copy.name,
    from: { cloudId, cloudName: here!.cloudName, image },
    into: { kind: 'new', image: { ...copy, id: crypto.randomUUID() }, isOwnId: true },
    notCarried,
  }
}

/**
 * Streams an image into another cloud, with no disk between. The last chunk is given only when all of it was found equal
 * to what the first cloud names, so the second never keeps anything else.
 */
export async function copyImage(ports: TransferPorts, plan: CopyPlan, run: TransferRun): Promise<void> {
  const { cloudId, into, from } = plan
  const source = createCloudSource(ports, from.cloudId, from.image)
  const { name, sizeBytes } = source
  await fillImage(
    ports,
    {
      cloudId,
      into,
      store: null,
      witness: from.image,
      look: async () => source,
      // Who names the same hash has the same data; there is no need to fetch it again.
      held: async () => ({ name, sizeBytes: sizeBytes ?? 0, hashes: hashesOf(plan) }),
    },
    run,
  )
}

/** What the first cloud names, by algorithm. */
export function hashesOf({ from }: CopyPlan): Record<string, string> {
  return Object.fromEntries(namedHashes(from.image).map(({ algorithm, expected }) => [algorithm, expected]))
}

const withData: ReadonlySet<string> = new Set(['active', 'deactivated'])

/** Two entries of one cloud may differ in their project; one whose project is unknown counts as another. */
function isSamePlace(one: ServiceAccess, other: ServiceAccess): boolean {
  if (one.cloudId === other.cloudId) return true
  return one.endpoint === other.endpoint && one.projectId !== null && one.projectId === other.projectId
}
