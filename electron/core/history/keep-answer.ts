import { headerValue } from '../http/collect-answer.ts'
import type { AnswerBody, ExchangeHead, ExchangeRequest } from '../http/exchange.ts'
import type { BodyStore } from './create-body-store.ts'
import { redactText } from './redact.ts'

const largestKeptBytes = 1024 * 1024

/**
 * Puts an answer where it can be read later, and says whether it can. An answer in memory is kept up to 1 MiB with
 * its secrets out; one that lies in the store already is kept as it came.
 */
export function keepAnswer(
  bodies: BodyStore,
  request: ExchangeRequest,
  { head, body }: { head: ExchangeHead | undefined; body: AnswerBody },
): boolean {
  const contentType = headerValue(head?.headers ?? [], 'content-type') ?? 'application/octet-stream'
  if (body.kind === 'file' && body.path === bodies.pathFor(request.id)) {
    bodies.add(request.id, { sizeBytes: body.sizeBytes, contentType })
  }
  if (body.kind === 'memory' && isKeepable(body)) {
    bodies.keep(request.id, { bytes: redactBytes(body.bytes, request.context.secrets), contentType })
  }
  return bodies.has(request.id)
}

function isKeepable({ bytes, isTruncated }: Extract<AnswerBody, { kind: 'memory' }>): boolean {
  return !isTruncated && bytes.byteLength > 0 && bytes.byteLength <= largestKeptBytes
}

function redactBytes(bytes: Uint8Array, secrets: readonly string[] = []): Uint8Array {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return bytes
  }
  return new TextEncoder().encode(redactText(text, secrets))
}
