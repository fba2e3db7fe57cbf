import { AppError } from '../../../shared/errors.ts'
import type { FileHandle } from '../../../shared/model/file-handle.ts'
import { type HeaderPair } from '../../../shared/model/wire.ts'
import { type FileBody, fileBody } from '../files/file-body.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import { headerValue } from '../http/collect-answer.ts'
import type { BodySource } from '../http/exchange.ts'
import { multipartSource } from './multipart-source.ts'
import type { WrittenBody } from './written-body.ts'

/** A body ready to be sent, and the headers that it needs where the request does not write them itself. */
export interface SentBody {
  readonly source: BodySource
  readonly headers: readonly HeaderPair[]
  /** To be asked before anything is sent, where the engine cannot know of the files. */
  check?(): Promise<void>
}

/**
 * Where the bytes of a written body come from. Forms bring their Content-Type along; a text does not, as what is typed
 * is what is sent. Throws FILE_NOT_CHOSEN or FILE_LOST.
 */
export function bodySource(
  body: WrittenBody,
  headers: readonly HeaderPair[],
  files: Pick<FileRegistry, 'find'>,
): SentBody {
  switch (body.kind) {
    case 'none':
      return { source: { kind: 'none' }, headers }
    case 'text':
      return { source: bytesOf(body.text), headers }
    case 'urlencoded':
      return {
        source: bytesOf(urlencoded(body.pairs)),
        headers: withHeader(headers, 'Content-Type', 'application/x-www-form-urlencoded'),
      }
    case 'multipart': {
      const form = multipartSource(body.parts, (file) => fileSource(file, files))
      return { source: form.source, headers: withBoundary(headers, form.boundary), check: form.check }
    }
    case 'file':
      return {
        source: fileSource(body.file, files),
        headers: body.isChunked ? withHeader(headers, 'Transfer-Encoding', 'chunked') : headers,
      }
  }
}

/** As the forms of the web write it (URL standard, section 5.2): a space is a `+`. */
export function urlencoded(pairs: readonly HeaderPair[]): string {
  return new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString()
}

function fileSource(chosen: FileHandle | null, files: Pick<FileRegistry, 'find'>): FileBody {
  if (!chosen) throw new AppError('FILE_NOT_CHOSEN', {})
  return fileBody(files.find(chosen.handle))
}

function bytesOf(text: string): BodySource {
  return { kind: 'bytes', bytes: new TextEncoder().encode(text) }
}

function withHeader(headers: readonly HeaderPair[], name: string, value: string): readonly HeaderPair[] {
  return headerValue(headers, name) === null ? [...headers, [name, value]] : headers
}

/** A Content-Type that was typed gets the boundary that it cannot know. */
function withBoundary(headers: readonly HeaderPair[], boundary: string): readonly HeaderPair[] {
  if (headerValue(headers, 'content-type') === null)
    return [...headers, ['Content-Type', `multipart/form-data; boundary=${boundary}`]]
  return headers.map(([name, value]): HeaderPair => {
    const needsBoundary =
      name.toLowerCase() === 'content-type' && /^multipart\//i.test(value) && !/;\s*boundary=/i.test(value)
    return needsBoundary ? [name, `${value}; boundary=${boundary}`] : [name, value]
  })
}
