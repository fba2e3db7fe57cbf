import { readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'

import { AppError } from '../../../../shared/errors.ts'
import type { FileHandle } from '../../../../shared/model/file-handle.ts'
import { newDraft } from '../../../../shared/model/new-draft.ts'
import type { CurlNotice, DraftBody, DraftOfCurl, RequestDraft } from '../../../../shared/model/request.ts'
import type { FileRegistry } from '../../files/file-registry.ts'
import { type DataPiece, readAs } from './curl-data.ts'
import type { CurlPart } from './curl-form.ts'
import { withQuery } from './curl-url.ts'
import { type ParsedCurl, parseCurl } from './parse-curl.ts'

type MultipartPart = Extract<DraftBody, { kind: 'multipart' }>['parts'][number]

interface Reading {
  readonly files: Pick<FileRegistry, 'addPath'>
  readonly notices: CurlNotice[]
  readonly signal: AbortSignal
}

/** Of files that are put together with other data, as much as an editor likes to hold. */
const largestReadBytes = 1024 * 1024

/**
 * Makes drafts of the cURL commands of a text. A file that is sent whole is taken in; one that cannot be read is left
 * to be chosen, with a notice. Throws CURL_INVALID.
 */
export async function fromCurl(
  text: string,
  files: Pick<FileRegistry, 'addPath'>,
  signal: AbortSignal,
): Promise<DraftOfCurl[]> {
  const requests: DraftOfCurl[] = []
  for (const parsed of parseCurl(text)) requests.push(await draftOf(parsed, files, signal))
  return requests
}

async function draftOf(
  parsed: ParsedCurl,
  files: Pick<FileRegistry, 'addPath'>,
  signal: AbortSignal,
): Promise<DraftOfCurl> {
  const { method, options, auth, headers } = parsed
  const reading: Reading = { files, notices: [...parsed.notices], signal }
  const { url, body } = await urlAndBody(parsed, reading)
  const draft: RequestDraft = {
    ...newDraft,
    name: `${method} ${pathOf(url)}`,
    method,
    url,
    headers: headers.map(([name, value]) => ({ name, value, isEnabled: true })),
    body,
    auth,
    options,
  }
  return { draft, notices: reading.notices }
}

async function urlAndBody(
  { url, body }: ParsedCurl,
  reading: Reading,
): Promise<{ url: string; body: DraftBody }> {
  switch (body.kind) {
    case 'none':
    case 'text':
      return { url, body }
    case 'file':
      return { url, body: { kind: 'file', file: await chosenFile(body.path, reading) } }
    case 'form':
      return { url, body: { kind: 'multipart', parts: await partsOf(body.parts, reading) } }
    case 'pieces': {
      const whole = await wholeFile(body.pieces, reading)
      if (whole && !body.isQuery) return { url, body: whole }
      const text = await textOf(body.pieces, reading)
      return body.isQuery
        ? { url: withQuery(url, [text]), body: { kind: 'none' } }
        : { url, body: { kind: 'text', text } }
    }
  }
}

/**
 * A single `-d @file` that is no text, or too long for an editor, is sent as it is: without its line ends it would be
 * worth nothing to anybody.
 */
async function wholeFile(pieces: readonly DataPiece[], reading: Reading): Promise<DraftBody | null> {
  const [piece, ...others] = pieces
  if (piece?.kind !== 'file' || piece.as !== 'stripped' || others.length > 0) return null
  if (piece.path !== null && (await smallText(piece.path, reading.signal)) !== null) return null
  reading.notices.push({ option: piece.option, kind: 'file-sent-unchanged' })
  return { kind: 'file', file: await chosenFile(piece.path, reading) }
}

async function textOf(pieces: readonly DataPiece[], reading: Reading): Promise<string> {
  let whole = ''
  for (const piece of pieces) {
    if (piece.kind === 'text') {
      whole += piece.text
      continue
    }
    const text = piece.path === null ? null : await smallText(piece.path, reading.signal)
    if (text === null) {
      reading.notices.push({ option: piece.path ?? '-', kind: 'file-missing' })
    } else if (piece.as === 'stripped' && readAs(text, 'stripped') !== text) {
      reading.notices.push({ option: piece.option, kind: 'line-ends-stripped' })
    }
    whole += piece.before + readAs(text ?? '', piece.as)
  }
  return whole
}

async function partsOf(parts: readonly CurlPart[], reading: Reading): Promise<MultipartPart[]> {
  const read: MultipartPart[] = []
  for (const part of parts) {
    const contentType = part.contentType === null ? {} : { contentType: part.contentType }
    const common = { name: part.name, isEnabled: true, ...contentType }
    if (part.kind === 'file') {
      const fileName = part.fileName === null ? {} : { fileName: part.fileName }
      read.push({ kind: 'file', ...common, file: await chosenFile(part.path, reading), ...fileName })
      continue
    }
    const value = part.kind === 'text' ? part.value : await smallText(part.path, reading.signal)
    if (part.kind === 'text-file' && value === null)
      reading.notices.push({ option: part.path, kind: 'file-missing' })
    read.push({ kind: 'text', ...common, value: value ?? '' })
  }
  return read
}

async function chosenFile(
  path: string | null,
  { files, notices, signal }: Reading,
): Promise<FileHandle | null> {
  try {
    if (path !== null && path !== '') return await files.addPath(atHome(path), signal)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
  notices.push({ option: path ?? '-', kind: 'file-missing' })
  return null
}

/** Null for a file that cannot be read, is too long, or holds no text. */
async function smallText(path: string, signal: AbortSignal): Promise<string | null> {
  try {
    const about = await stat(atHome(path))
    if (!about.isFile() || about.size > largestReadBytes) return null
    const bytes = await readFile(atHome(path), { signal })
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    signal.throwIfAborted()
    return null
  }
}

function atHome(path: string): string {
  return path.replace(/^~(?=\/)/, homedir())
}

function pathOf(url: string): string {
  const withoutOrigin = url.replace(/^(?:[a-z][\w+.-]*:\/\/[^/?#]*|\{\{[\w.-]+\}\})/i, '')
  return withoutOrigin.replace(/[?#].*$/s, '') || '/'
}
