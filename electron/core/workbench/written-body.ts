import type { FileHandle } from '../../../shared/model/file-handle.ts'
import type { DraftBody, MultipartPart } from '../../../shared/model/request.ts'
import type { HeaderPair } from '../../../shared/model/wire.ts'

/** What of a draft's body is sent: nothing that is switched off. */
export type WrittenBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string; readonly language: 'json' | 'xml' | 'text' | null }
  | { readonly kind: 'urlencoded'; readonly pairs: readonly HeaderPair[] }
  | { readonly kind: 'multipart'; readonly parts: readonly MultipartPart[] }
  | { readonly kind: 'file'; readonly file: FileHandle | null; readonly isChunked: boolean }

export function writtenBody(body: DraftBody): WrittenBody {
  switch (body.kind) {
    case 'none':
      return body
    case 'text':
      return { kind: 'text', text: body.text, language: body.language ?? null }
    case 'urlencoded': {
      const enabled = body.pairs.filter(({ name, value, isEnabled }) => isEnabled && name + value !== '')
      return { kind: 'urlencoded', pairs: enabled.map(({ name, value }) => [name, value]) }
    }
    case 'multipart':
      return {
        kind: 'multipart',
        parts: body.parts.filter(({ name, isEnabled }) => isEnabled && name !== ''),
      }
    case 'file':
      return { kind: 'file', file: body.file, isChunked: body.isChunked ?? false }
  }
}

/** Every text of a body that may hold `{{names}}`. */
export function textsOfBody(body: WrittenBody): string[] {
  const texts: string[] = []
  mapBody(body, (text) => {
    texts.push(text)
    return text
  })
  return texts
}

/** The body with each of its texts put through `change`. */
export function mapBody(body: WrittenBody, change: (text: string) => string): WrittenBody {
  switch (body.kind) {
    case 'none':
    case 'file':
      return body
    case 'text':
      return { ...body, text: change(body.text) }
    case 'urlencoded':
      return { ...body, pairs: body.pairs.map(([name, value]) => [change(name), change(value)]) }
    case 'multipart':
      return { ...body, parts: body.parts.map((part) => mapPart(part, change)) }
  }
}

function mapPart(part: MultipartPart, change: (text: string) => string): MultipartPart {
  const type = part.contentType === undefined ? {} : { contentType: change(part.contentType) }
  if (part.kind === 'text') return { ...part, ...type, name: change(part.name), value: change(part.value) }
  const fileName = part.fileName === undefined ? {} : { fileName: change(part.fileName) }
  return { ...part, ...type, ...fileName, name: change(part.name) }
}
