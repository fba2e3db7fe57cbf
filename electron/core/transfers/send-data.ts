import type { HeaderPair } from '../../../shared/model/wire.ts'
import type { OneImage } from '../core.ts'
import type { SendExchange } from '../http/exchange.ts'
import { callImageService } from '../images/call-image-service.ts'
import { imagePath } from '../images/image-path.ts'
import type { TransferPorts, TransferRun } from './transfer-job.ts'
import { createUploadBody, type UploadSource } from './upload-body.ts'

/** Bodies above this wait for the cloud to ask for them, so that a refusal costs nothing. */
const expectAboveBytes = 1024 * 1024
/** A cloud may hash, convert or copy for minutes after the last byte before it answers. */
const idleTimeoutMs = 600_000

/** Everything that was given to a cloud. */
export interface SentData {
  readonly name: string
  readonly sizeBytes: number
  readonly hashes: Record<string, string>
}

interface Sending {
  readonly from: UploadSource
  readonly to: OneImage
  /** Null: the cloud chooses. */
  readonly store: string | null
  wasSent(all: SentData): Promise<void>
}

/**
 * Gives an image its data. `wasSent` is told when the last byte was given, whatever the cloud answers to it. Throws
 * what the source threw, what the cloud's refusal means, or the reason of an abort.
 */
export async function sendData(
  ports: TransferPorts,
  { from, to, store, wasSent }: Sending,
  run: TransferRun,
): Promise<void> {
  const { sizeBytes } = from
  const body = createUploadBody(from, ports.hashing, run.pace)
  try {
    await callImageService(
      { access: ports.access, send: withProgress(ports.send, sizeBytes, run) },
      {
        verb: 'upload',
        origin: 'transfers',
        ...to,
        method: 'PUT',
        path: `${imagePath(to.imageId)}/file`,
        headers: [
          ['Content-Type', 'application/octet-stream'],
          ...(sizeBytes === null ? [] : [sizeHeader(sizeBytes)]),
          ...(store === null ? [] : [['X-Image-Meta-Store', store] satisfies HeaderPair]),
        ],
        body: body.source,
        expectContinue: sizeBytes === null || sizeBytes > expectAboveBytes,
        idleTimeoutMs: ports.patienceMs ?? idleTimeoutMs,
      },
      run.signal,
    )
  } catch (error) {
    // The engine sees a stream that broke; the source knows why.
    throw run.signal.aborted ? run.signal.reason : (body.failure() ?? error)
  } finally {
    if (body.isComplete()) {
      await wasSent({ name: from.name, ...(await body.digest()) })
    }
    await body.close()
  }
}

function sizeHeader(sizeBytes: number): [string, string] {
  return ['x-openstack-image-size', String(sizeBytes)]
}

function withProgress(send: SendExchange, sizeBytes: number | null, run: TransferRun): SendExchange {
  const most = sizeBytes ?? Number.POSITIVE_INFINITY
  return async function* sendAndTell(request, signal) {
    for await (const event of send(request, signal)) {
      if (event.type === 'progress') run.moved(Math.min(event.sentBytes, most))
      if (event.type === 'sent' && sizeBytes !== null) run.moved(sizeBytes)
      yield event
    }
  }
}
