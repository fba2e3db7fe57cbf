import * as z from 'zod'

import type { DraftBody, MultipartPart } from '../../../../shared/model/request.ts'
import { pairData, pairInFile, pairOf, switchData } from './pairs-format.ts'
import type { FileObject } from './yaml-text.ts'

const contentType = z.string().optional()
const partInFile = pairInFile.extend({
  type: z.enum(['text', 'file']).default('text'),
  value: z.union([z.string(), z.number().transform(String), z.array(z.string())]).default(''),
  contentType,
  fileName: z.string().optional(),
})

export const bodyInFile = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['json', 'text', 'xml', 'sparql']), data: z.string().default('') }),
  z.object({ type: z.literal('form-urlencoded'), data: z.array(pairInFile).default([]) }),
  z.object({ type: z.literal('multipart-form'), data: z.array(partInFile).default([]) }),
  z.object({
    type: z.literal('file'),
    data: z
      .array(z.object({ filePath: z.string().default(''), selected: z.boolean().default(false) }))
      .default([]),
  }),
])
export type BodyInFile = z.infer<typeof bodyInFile>

/** How paths in a collection's files and the handles of chosen files become each other. */
export interface FilePaths {
  /** Null when there is no such file any more. */
  handleOf(path: string): Promise<Extract<DraftBody, { kind: 'file' }>['file']>
  /** Null for a file that a page holds, which has no path. */
  pathOf(handle: string): string | null
}

export async function bodyOf(body: BodyInFile | undefined, paths: FilePaths): Promise<DraftBody> {
  if (!body) return { kind: 'none' }
  switch (body.type) {
    case 'form-urlencoded':
      return { kind: 'urlencoded', pairs: body.data.map(pairOf) }
    case 'multipart-form':
      return {
        kind: 'multipart',
        parts: (await Promise.all(body.data.map((part) => partsOf(part, paths)))).flat(),
      }
    case 'file': {
      const [first] = body.data
      const { filePath } = body.data.find(({ selected }) => selected) ?? first ?? { filePath: '' }
      return { kind: 'file', file: filePath === '' ? null : await paths.handleOf(filePath) }
    }
    case 'json':
    case 'text':
    case 'xml':
    case 'sparql':
      return { kind: 'text', text: body.data, language: body.type === 'sparql' ? 'text' : body.type }
  }
}

/** One field may name several files: each is a part of its own. */
async function partsOf(part: z.infer<typeof partInFile>, paths: FilePaths): Promise<MultipartPart[]> {
  const shared = {
    name: part.name,
    isEnabled: !part.disabled,
    ...(part.contentType ? { contentType: part.contentType } : {}),
  }
  if (part.type === 'text') return [{ kind: 'text', ...shared, value: String(part.value) }]
  const named = [part.value].flat().filter((path) => path !== '')
  const files = named.length === 0 ? [null] : await Promise.all(named.map((path) => paths.handleOf(path)))
  const fileName = part.fileName === undefined ? {} : { fileName: part.fileName }
  return files.map((file) => ({ kind: 'file', ...shared, ...fileName, file }))
}

export function bodyData(body: DraftBody, paths: FilePaths): FileObject | undefined {
  switch (body.kind) {
    case 'none':
      return undefined
    case 'text':
      return { type: body.language ?? (/^\s*[[{]/.test(body.text) ? 'json' : 'text'), data: body.text }
    case 'urlencoded':
      return { type: 'form-urlencoded', data: body.pairs.map(pairData) }
    case 'multipart':
      return { type: 'multipart-form', data: body.parts.map((part) => partData(part, paths)) }
    case 'file': {
      const filePath = body.file && paths.pathOf(body.file.handle)
      return { type: 'file', data: filePath === null ? [] : [{ filePath, selected: true }] }
    }
  }
}

function partData(part: MultipartPart, paths: FilePaths): FileObject {
  const rest = { contentType: part.contentType, ...switchData(part.isEnabled) }
  if (part.kind === 'text') return { name: part.name, type: 'text', value: part.value, ...rest }
  const path = part.file && paths.pathOf(part.file.handle)
  return {
    name: part.name,
    type: 'file',
    value: path === null ? [] : [path],
    fileName: part.fileName,
    ...rest,
  }
}
