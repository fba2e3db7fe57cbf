import { EventEmitter, on } from 'node:events'

import { AppError } from '../../../shared/errors.ts'
import type { StageProgress } from '../../../shared/model/image-import.ts'
import type { OneImage } from '../core.ts'
import { fileBody } from '../files/file-body.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import type { SendExchange } from '../http/exchange.ts'
import { callImageService, type ImageServicePorts } from './call-image-service.ts'
import { imagePath } from './image-path.ts'
import { showImage } from './image-verbs.ts'

export interface StagePorts extends ImageServicePorts {
  readonly files: Pick<FileRegistry, 'find'>
}

/** A larger body waits for the cloud to ask for it, so that a refusal costs nothing. */
const expectAboveBytes = 1024 * 1024
const idleTimeoutMs = 600_000

/**
 * Leaves a file in the cloud's staging area, for an import by glance-direct, and tells how much has gone. Throws
 * FILE_LOST, SIZE_DIFFERS when the cloud holds another size afterwards, or what its refusal means.
 */
export async function* stageImage(
  ports: StagePorts,
  { file, ...one }: OneImage & { file: string },
  signal: AbortSignal,
): AsyncGenerator<StageProgress, void> {
  const held = ports.files.find(file)
  const { sizeBytes } = held
  const leaving = new AbortController()
  const steps = new EventEmitter()
  const sending = callImageService(
    { access: ports.access, send: telling(ports.send, (sentBytes) => steps.emit('moved', sentBytes)) },
    {
      verb: 'stage',
      origin: 'images',
      ...one,
      method: 'PUT',
      path: `${imagePath(one.imageId)}/stage`,
      headers: [['Content-Type', 'application/octet-stream']],
      body: fileBody(held),
      expectContinue: sizeBytes > expectAboveBytes,
      idleTimeoutMs,
    },
    AbortSignal.any([signal, leaving.signal]),
  ).finally(() => steps.emit('end'))
  // It is awaited below; until then nobody listens.
  sending.catch(() => {})

  try {
    for await (const [movedBytes] of on(steps, 'moved', { close: ['end'] })) {
      yield { movedBytes: Math.min(Number(movedBytes), sizeBytes), sizeBytes }
    }
    await sending
  } finally {
    leaving.abort()
  }
  const { sizeBytes: actualBytes } = await showImage(ports, one, signal)
  if (actualBytes !== null && actualBytes !== sizeBytes) {
    throw new AppError('SIZE_DIFFERS', { name: held.name, expectedBytes: sizeBytes, actualBytes })
  }
  yield { movedBytes: sizeBytes, sizeBytes }
}

function telling(send: SendExchange, tell: (sentBytes: number) => void): SendExchange {
  return async function* sendAndTell(request, signal) {
    for await (const event of send(request, signal)) {
      if (event.type === 'progress') tell(event.sentBytes)
      yield event
    }
  }
}
