import { stat } from 'node:fs/promises'

import { AppError } from '../../shared/errors.ts'
import type { Core } from '../core/core.ts'
import { findSaved } from './find-saved.ts'

/** An HTTP answer whose body is a slice of a file, or nothing: each shell sends it in its own way. */
export interface FileAnswer {
  readonly status: 200 | 206 | 404 | 416
  readonly headers: Readonly<Record<string, string>>
  /** Both ends are included; null when there is nothing to send. */
  readonly slice: { readonly path: string; readonly start: number; readonly end: number } | null
}

/** A kept answer of an exchange. With `saveAs` a browser saves it instead of showing it. */
export async function answerBody(
  core: Core,
  exchangeId: string,
  wish: { range: string | null; saveAs: string | null },
): Promise<FileAnswer> {
  const body = await core.bodies.find(exchangeId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'EXCHANGE_UNKNOWN') return null
    throw error
  })
  if (!body) return notThere
  const disposition = wish.saveAs === null ? {} : { 'content-disposition': attachment(wish.saveAs) }
  return sliceOf(body, wish.range, { 'content-type': harmlessType(body.contentType), ...disposition })
}

/** The file of a finished download, to be saved by a browser on another machine. */
export async function answerDownload(
  core: Core,
  transferId: string,
  range: string | null,
): Promise<FileAnswer> {
  const transfer = await findSaved(core, transferId)
  if (!transfer) return notThere
  const path = transfer.savedPath
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) return notThere
  return sliceOf({ path, sizeBytes: found.size }, range, {
    'content-type': 'application/octet-stream',
    'content-disposition': attachment(transfer.fileName),
  })
}

// A body comes from anywhere. Nothing in it may run, be framed, or be read by another origin.
const inert = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

const notThere: FileAnswer = { status: 404, headers: { ...inert, 'content-length': '0' }, slice: null }

function sliceOf(
  { path, sizeBytes }: { path: string; sizeBytes: number },
  range: string | null,
  headers: Record<string, string>,
): FileAnswer {
  const all = { ...inert, 'accept-ranges': 'bytes', ...headers }
  const wanted = range === null ? null : parseRange(range, sizeBytes)
  if (wanted === 'unsatisfiable') {
    const refusal = { 'content-range': `bytes */${sizeBytes}`, 'content-length': '0' }
    return { status: 416, headers: { ...all, ...refusal }, slice: null }
  }
  if (wanted === null) {
    const slice = sizeBytes === 0 ? null : { path, start: 0, end: sizeBytes - 1 }
    return { status: 200, headers: { ...all, 'content-length': String(sizeBytes) }, slice }
  }
  const { start, end } = wanted
  const partial = {
    'content-range': `bytes ${start}-${end}/${sizeBytes}`,
    'content-length': String(end - start + 1),
  }
  return { status: 206, headers: { ...all, ...partial }, slice: { path, start, end } }
}

/** One range of bytes (RFC 9110 section 14.2). Null, so the whole, for anything else: a server may ignore Range. */
function parseRange(
  range: string,
  sizeBytes: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim())
  const [, first = '', last = ''] = match ?? []
  if (!match || (first === '' && last === '')) return null
  if (first === '') {
    const suffix = Math.min(Number(last), sizeBytes)
    return suffix === 0 ? 'unsatisfiable' : { start: sizeBytes - suffix, end: sizeBytes - 1 }
  }
  const start = Number(first)
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)
  if (last !== '' && Number(last) < start) return null
  return start >= sizeBytes ? 'unsatisfiable' : { start, end }
}

function harmlessType(contentType: string): string {
  const isText = /^(text\/|application\/([\w.+-]+\+)?(json|xml|yaml)\b)/i.test(contentType)
  return isText ? 'text/plain; charset=utf-8' : 'application/octet-stream'
}

/** RFC 6266: an ASCII name for old readers, and the real one in UTF-8. */
function attachment(name: string): string {
  const plain = name.replace(/[^\w .()-]/g, '_')
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, '_')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
