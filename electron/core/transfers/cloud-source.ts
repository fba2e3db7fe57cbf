import { AppError } from '../../../shared/errors.ts'
import type { Image } from '../../../shared/model/image.ts'
import { callImageService } from '../images/call-image-service.ts'
import { imagePath } from '../images/image-path.ts'
import { type ByteFeed, feedFromChunks } from './byte-feed.ts'
import type { TransferPorts } from './transfer-job.ts'
import type { UploadSource } from './upload-body.ts'
import { verify } from './verify.ts'

/** A store may have to fetch the data from elsewhere before the first byte comes. */
const idleTimeoutMs = 120_000

/** The data of an image of another cloud, which asks for it again each time it is opened. */
export function createCloudSource(ports: TransferPorts, cloudId: string, image: Image): UploadSource {
  const name = image.name ?? image.id
  return {
    name,
    sizeBytes: image.sizeBytes,
    // Data never changes under one id.
    check: async () => {},
    approve: (sizeBytes, hashes) => void verify(image, { name, sizeBytes, hashes }),
    open: async (signal) => openFeed(ports, { cloudId, image, name }, signal),
  }
}

interface CloudData {
  readonly cloudId: string
  readonly image: Image
  readonly name: string
}

function openFeed(ports: TransferPorts, data: CloudData, signal: AbortSignal): ByteFeed {
  const { cloudId, image } = data
  const leaving = new AbortController()
  const handover = createHandover()
  const call = callImageService(
    ports,
    {
      verb: 'download',
      origin: 'transfers',
      cloudId,
      imageId: image.id,
      method: 'GET',
      path: `${imagePath(image.id)}/file`,
      headers: [['Accept-Encoding', 'identity']],
      receiver: { start: () => {}, write: handover.offer },
      idleTimeoutMs: ports.patienceMs ?? idleTimeoutMs,
    },
    AbortSignal.any([signal, leaving.signal]),
  )
  const done = call.then(() => handover.end(null), handover.end)
  return feedFromChunks(whole(handover.taken(), data), async () => {
    leaving.abort()
    await done
  })
}

/** Ends only where the image does: what is short must not be taken for all. */
async function* whole(
  chunks: AsyncIterable<Uint8Array>,
  { name, image }: CloudData,
): AsyncGenerator<Uint8Array, void> {
  let actualBytes = 0
  for await (const chunk of chunks) {
    actualBytes += chunk.length
    yield chunk
  }
  const expectedBytes = image.sizeBytes ?? 0
  if (actualBytes !== expectedBytes) throw new AppError('SIZE_DIFFERS', { name, expectedBytes, actualBytes })
}

/** Passes chunks from one who gives them to one who asks. Who gives waits until the chunk is done with. */
function createHandover() {
  let offered: { chunk: Uint8Array; done: () => void } | null = null
  let over: { failure: unknown } | null = null
  let wake: (() => void) | null = null

  return {
    offer: (chunk: Uint8Array) =>
      new Promise<void>((done) => {
        offered = { chunk, done }
        wake?.()
      }),
    end(failure: unknown) {
      over = { failure }
      wake?.()
    },
    async *taken(): AsyncGenerator<Uint8Array, void> {
      for (;;) {
        if (!offered && !over) await new Promise<void>((resolve) => (wake = resolve))
        if (offered) {
          const { chunk, done } = offered
          offered = null
          yield chunk
          done()
        } else if (over) {
          if (over.failure) throw over.failure
          return
        }
      }
    },
  }
}
