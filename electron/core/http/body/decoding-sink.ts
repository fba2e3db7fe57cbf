import type { Transform } from 'node:stream'
import * as zlib from 'node:zlib'

import { AppError } from '../../../../shared/errors.ts'
import { headerValue } from '../collect-answer.ts'
import type { ExchangeHead } from '../exchange.ts'
import type { AnswerSink } from './answer-sink.ts'
import { DecoderChain } from './decoder-chain.ts'

export interface DecodingSink extends AnswerSink {
  /** What was unpacked, and how much came of it; null if nothing was. */
  decoded(): { codings: string[]; sizeBytes: number } | null
}

/** More codings than one are rare, more than two an attack. */
const mostCodings = 2
/** No honest text gets two hundred times smaller, except short ones. */
const bombRatio = 200
const bombBytes = 100 * 1024 * 1024

/**
 * Unpacks an answer before it goes into `inner`; with null, hands it through. A part of an answer (206) is left as it
 * is, for it begins in the middle. Throws ANSWER_UNDECODABLE.
 */
export function createDecodingSink(
  inner: AnswerSink,
  exchange: { readonly host: string; readonly method: string } | null,
): DecodingSink {
  let chain: DecoderChain | null = null
  let codings: string[] = []
  let packedBytes = 0
  let sizeBytes = 0

  function refuse(reason: 'corrupt' | 'unknown' | 'bomb', cause?: unknown): AppError {
    const data = { host: exchange?.host ?? '', reason, coding: codings.join(', '), sizeBytes }
    return new AppError('ANSWER_UNDECODABLE', data, { cause })
  }

  function write(chunk: Uint8Array): Promise<void> | void {
    sizeBytes += chunk.length
    if (sizeBytes > bombBytes && sizeBytes > packedBytes * bombRatio) throw refuse('bomb')
    return inner.write(chunk)
  }

  return {
    start(head) {
      if (exchange && exchange.method !== 'HEAD' && head.status !== 206) codings = codingsOf(head)
      if (codings.length === 0) return inner.start(head)
      if (codings.length > mostCodings) throw refuse('unknown')
      if (!codings.every((coding) => Object.hasOwn(decoders, coding))) throw refuse('unknown')
      return inner.start({ ...head, contentLengthBytes: null })
    },
    write(chunk) {
      if (packedBytes === 0 && codings.length > 0)
        chain = new DecoderChain(decodersFor(codings, chunk), write, (cause) => refuse('corrupt', cause))
      packedBytes += chunk.length
      return chain ? chain.write(chunk) : inner.write(chunk)
    },
    async finish(isCut) {
      // An answer of no bytes is none, whatever its head says.
      await chain?.finish(isCut)
      return inner.finish(isCut)
    },
    abandon() {
      chain?.destroy()
      return inner.abandon()
    },
    decoded: () => (chain ? { codings, sizeBytes } : null),
  }
}

/** In the order in which they were applied (RFC 9110 section 8.4). */
function codingsOf({ headers }: ExchangeHead): string[] {
  const value = headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .map(([, each]) => each)
    .join()
  if (headerValue(headers, 'content-length') === '0') return []
  const codings = value.split(',').map((coding) => coding.trim().toLowerCase())
  return codings.filter((coding) => coding !== '' && coding !== 'identity')
}

const createZstd = (zlib as { createZstdDecompress?: () => Transform }).createZstdDecompress

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: zlib.createGunzip,
  'x-gzip': zlib.createGunzip,
  deflate: zlib.createInflate,
  br: zlib.createBrotliDecompress,
  // From Node 22.15 on.
  ...(createZstd && { zstd: createZstd }),
}

/** Some servers leave out the header of `deflate` (RFC 9110 section 8.4.1.2): its low half is always 8. */
function decodersFor(codings: readonly string[], start: Uint8Array): Transform[] {
  const isBare = ((start[0] ?? 0) & 0x0f) !== 8
  return codings.toReversed().flatMap((coding, index) => {
    const create = index === 0 && coding === 'deflate' && isBare ? zlib.createInflateRaw : decoders[coding]
    return create ? [create()] : []
  })
}
