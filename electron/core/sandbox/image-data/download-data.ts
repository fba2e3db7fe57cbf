import { createReadStream } from 'node:fs'

import type { HeaderPair } from '../../../../shared/model/wire.ts'
import { answer, noContent, refuse, refuseWithDetail } from '../images/image-answers.ts'
import { findImage, type ImageContext } from '../images/image-context.ts'
import { type Answer, Refusal } from '../wire/answer.ts'
import { type Call, header } from '../wire/call.ts'

/** GET /v2/images/:id/file. The checksum in the head is that of the whole, also with a part of it. */
export function downloadData(
  call: Call,
  params: Readonly<Record<string, string>>,
  context: ImageContext,
): Answer {
  const image = findImage(call, params.id ?? '', context)
  if (image.status === 'deactivated' && !context.viewer.isAdmin) {
    const message = 'The requested image has been deactivated. Image data download is forbidden.'
    throw refuse(call, 403, message)
  }
  const { data } = image
  if (!data) return noData(call)
  const range = wantedRange(call, data.sizeBytes)
  const { start, end } = range ?? { start: 0, end: data.sizeBytes - 1 }
  const headers: HeaderPair[] = [
    ['Content-Type', 'application/octet-stream'],
    ...(range ? [['Content-Range', `bytes ${start}-${end}/${data.sizeBytes}`] satisfies HeaderPair] : []),
    ['Content-Md5', data.md5],
    ['Content-Length', String(end - start + 1)],
  ]
  const path = context.store.dataPath(image.id, data.store)
  const bytes = data.sizeBytes === 0 ? null : createReadStream(path, { start, end, highWaterMark: 262_144 })
  return range ? answer(206, 'Partial Content', headers, bytes) : answer(200, 'OK', headers, bytes)
}

interface Range {
  readonly start: number
  readonly end: number
}

/** Glance does not think of an image without data when it reads a range, and breaks. */
function noData(call: Call): Answer {
  if (header(call, 'range') === null) return noContent()
  throw new Refusal(
    answer(500, 'Internal Server Error', [
      ['Content-Type', 'text/plain'],
      ['Content-Length', '0'],
      ['Connection', 'close'],
    ]),
  )
}

/** From Range, or from a Content-Range in the request, which Glance takes for the same. Null: all of it. */
function wantedRange(call: Call, sizeBytes: number): Range | null {
  const wanted = header(call, 'range')
  if (wanted !== null) return readRange(call, wanted, sizeBytes)
  const contentRange = header(call, 'content-range')
  return contentRange === null ? null : readContentRange(call, contentRange, sizeBytes)
}

function readRange(call: Call, text: string, sizeBytes: number): Range {
  if (text.includes(',')) {
    const advice = 'You may make multiple single-range requests instead.'
    throw refuse(call, 400, `Requests with multiple ranges are not supported in Glance. ${advice}`)
  }
  const match = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/.exec(text)
  const [first, last] = [match?.[1] ?? '', match?.[2] ?? '']
  if (first === '' && last === '') throw refuseWithDetail(call, 416, 'Invalid Range header.')
  const isSuffix = first === ''
  const start = isSuffix ? Math.max(0, sizeBytes - (Number(last) || sizeBytes)) : Number(first)
  if (!isSuffix && last !== '' && Number(last) < start) {
    throw refuseWithDetail(call, 416, 'Invalid Range header.')
  }
  if (start >= sizeBytes) {
    const allowed = `Start position MUST be in the inclusive range [0, ${sizeBytes - 1}].`
    throw refuseWithDetail(call, 416, `Invalid start position in Range header. ${allowed}`)
  }
  return { start, end: isSuffix || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1) }
}

function readContentRange(call: Call, text: string, sizeBytes: number): Range {
  const match = /^\s*bytes (\d+)-(\d+)\/(\d+|\*)\s*$/.exec(text)
  const [start, end] = [Number(match?.[1]), Number(match?.[2])]
  if (!match || end < start || end >= sizeBytes) {
    throw refuseWithDetail(call, 416, 'Invalid Content-Range header.')
  }
  return { start, end }
}
