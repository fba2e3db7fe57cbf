import type { HeaderPair } from '../../../shared/model/wire.ts'
import type { BodySource } from '../http/exchange.ts'

/** A value as the body of a call, with the header that names its type. */
export function jsonBody(
  value: unknown,
  mediaType = 'application/json',
): { headers: readonly HeaderPair[]; body: BodySource } {
  return {
    headers: [['Content-Type', mediaType]],
    body: { kind: 'bytes', bytes: new TextEncoder().encode(JSON.stringify(value)) },
  }
}
