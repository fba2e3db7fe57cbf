import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { headerValue } from '../http/collect-answer.ts'
import type { ExchangeEvent, ExchangeRequest } from '../http/exchange.ts'
import type { BodyStore } from './create-body-store.ts'
import { redactText } from './redact.ts'

type BodySent = Extract<ExchangeEvent, { type: 'body-sent' }>

/** Under which id the body store has what an exchange sent. */
export function sentStartId(exchangeId: string): string {
  return `${exchangeId}-sent`
}

/** Keeps the start of a sent body with its secrets out, and says what the record holds of it. */
export function keepSentStart(
  bodies: BodyStore,
  request: ExchangeRequest,
  { start, isWhole }: BodySent,
): ExchangeRecord['sentStart'] {
  const contentType = headerValue(request.headers, 'content-type') ?? 'application/octet-stream'
  bodies.keep(sentStartId(request.id), {
    bytes: redactBytes(start, isWhole, request.context.secrets ?? []),
    contentType,
  })
  return { bodyId: sentStartId(request.id), isWhole }
}

/** Bytes that are no text may still have a secret between them, and the last one may be cut in two. */
function redactBytes(bytes: Uint8Array, isWhole: boolean, secrets: readonly string[]): Uint8Array {
  const whole = asText(bytes, isWhole)
  const coding = whole === null ? 'latin1' : 'utf8'
  const text = whole ?? Buffer.from(bytes).toString(coding)
  const known = secrets.map((secret) => Buffer.from(secret).toString(coding))
  const cut = isWhole ? 0 : Math.max(0, ...known.map((secret) => overlap(text, secret)))
  return Buffer.from(redactText(text.slice(0, text.length - cut), known), coding)
}

/** Without a last character that is cut in two. */
function asText(bytes: Uint8Array, isWhole: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: !isWhole })
  } catch {
    return null
  }
}

/** How many characters of the end are the beginning of a secret. */
function overlap(text: string, secret: string): number {
  for (let length = Math.min(secret.length, text.length); length > 0; length -= 1)
    if (text.endsWith(secret.slice(0, length))) return length
  return 0
}
