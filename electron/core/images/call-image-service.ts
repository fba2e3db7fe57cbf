import { AppError } from '../../../shared/errors.ts'
import type { ExchangeOrigin } from '../../../shared/model/exchange.ts'
import type { HeaderPair } from '../../../shared/model/wire.ts'
import { type Answer, collectAnswer } from '../http/collect-answer.ts'
import type { BodySink, BodySource, ExchangeHead, SendExchange } from '../http/exchange.ts'
import type { CloudAccess, ServiceAccess } from '../identity/cloud-access.ts'
import { type ImageVerb, imageRefusal, type ServicePart } from './image-refusal.ts'

export interface ImageServicePorts {
  readonly access: CloudAccess
  readonly send: SendExchange
}

export interface ImageServiceCall {
  readonly verb: ImageVerb
  readonly origin: ExchangeOrigin
  readonly cloudId: string
  readonly imageId: string | null
  /** Set when the call asks whether the cloud has this part at all: NOT_OFFERED is then the answer to 403, 404, 405. */
  readonly part?: ServicePart
  /** Statuses that are no refusal here, beside 2xx. */
  readonly accepts?: readonly number[]
  readonly method: string
  /** From `/v2` on, encoded. */
  readonly path: string
  readonly headers?: readonly HeaderPair[]
  readonly body?: BodySource
  readonly expectContinue?: boolean
  /** Takes the body of a success as it arrives; `start` is called again if the call is sent again. */
  readonly receiver?: BodyReceiver
  readonly idleTimeoutMs?: number
}

export interface BodyReceiver {
  start(head: ExchangeHead): Promise<void> | void
  write(chunk: Uint8Array): Promise<void> | void
}

export interface ImageServiceAnswer extends Answer {
  readonly host: string
}

/**
 * Calls the image service of a cloud. A 401 renews the token and sends once more, with a body that is opened anew.
 * Throws what `imageRefusal` makes of any status that is not a success, and what `access` and `send` throw.
 */
export async function callImageService(
  { access, send }: ImageServicePorts,
  call: ImageServiceCall,
  signal: AbortSignal,
): Promise<ImageServiceAnswer> {
  const service = await access.imageService(call.cloudId, signal)
  let answer = await exchange(send, service, call, signal)
  if (answer.status === 401) {
    const renewed = await access.renewedImageService(call.cloudId, service.token, signal)
    answer = await exchange(send, renewed, call, signal)
  }
  if (isSuccess(answer.status) || call.accepts?.includes(answer.status)) return answer
  throw imageRefusal(call, answer)
}

const defaultIdleTimeoutMs = 60_000
/** One that sends a byte now and then is not waited for. */
const totalTimeoutMs = 300_000
/** A page of 1000 images that all carry the 128 properties a quota allows is well below this. */
const answerCapBytes = 64 * 1024 * 1024
const refusalCapBytes = 64 * 1024
const endlessBytes = 16 * 1024 * 1024

async function exchange(
  send: SendExchange,
  service: ServiceAccess,
  call: ImageServiceCall,
  signal: AbortSignal,
): Promise<ImageServiceAnswer> {
  const url = service.endpoint + call.path
  const sink = call.receiver ? streamSuccess(call.receiver, new URL(url).host) : null
  const request = {
    id: crypto.randomUUID(),
    method: call.method,
    url,
    headers: [
      ['X-Auth-Token', service.token],
      ['Accept', 'application/json'],
      ...(call.headers ?? []),
    ] satisfies HeaderPair[],
    body: call.body ?? { kind: 'none' as const },
    into: sink?.into ?? { kind: 'memory' as const, capBytes: answerCapBytes },
    connection: service.connection,
    expectContinue: call.expectContinue ?? false,
    idleTimeoutMs: call.idleTimeoutMs ?? defaultIdleTimeoutMs,
    ...(movesData(call) ? {} : { totalTimeoutMs }),
    context: { origin: call.origin, cloudId: call.cloudId, imageId: call.imageId },
  }
  const answer = await collectAnswer(send, request, signal)
  return { ...answer, text: sink ? sink.refusalText() : answer.text, host: new URL(url).host }
}

/** Image data takes as long as it takes. */
function movesData({ receiver, body }: ImageServiceCall): boolean {
  return receiver !== undefined || (body !== undefined && body.kind !== 'none' && body.kind !== 'bytes')
}

/** Lets the receiver see successes only, and keeps the words of a refusal. */
function streamSuccess(receiver: BodyReceiver, host: string): { into: BodySink; refusalText(): string } {
  let isReceiving = false
  let refusal = ''
  let refusedBytes = 0
  const decoder = new TextDecoder()
  return {
    into: {
      kind: 'custom',
      start(head) {
        isReceiving = isSuccess(head.status)
        if (isReceiving) return receiver.start(head)
      },
      write(chunk) {
        if (isReceiving) return receiver.write(chunk)
        refusedBytes += chunk.byteLength
        if (refusedBytes > endlessBytes)
          throw new AppError('ANSWER_ENDLESS', { host, receivedBytes: refusedBytes })
        if (refusal.length < refusalCapBytes) refusal += decoder.decode(chunk, { stream: true })
      },
    },
    refusalText: () => refusal,
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}
