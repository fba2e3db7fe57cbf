import {
  folderOf,
  type Imported,
  type ImportedEnvironment,
  type ImportedFolder,
  type ImportedItem,
} from '../imported.ts'
import type { ImportContext } from '../import-context.ts'
import { isObject, textOf as plainText } from '../lenient.ts'
import { bruAuth, bruRequest, pairsOf, textOf } from './bru-request.ts'
import { type BruBlock, parseBru } from './parse-bru.ts'

/** A file of a folder: its path inside it, with slashes, and what it holds. */
export interface ImportFile {
  readonly path: string
  readonly text: string
}

interface BruFile {
  readonly path: readonly string[]
  readonly blocks: readonly BruBlock[]
  readonly seq: number
}

/** A folder of .bru files, or one of them. */
export function fromBruno(files: readonly ImportFile[], context: ImportContext): Omit<Imported, 'notes'> {
  const read = files
    .filter(({ path }) => path.endsWith('.bru'))
    .map((file): BruFile => {
      const blocks = parseBru(file.text)
      const seq = Number(pairsOf(blocks, 'meta').find(({ name }) => name === 'seq')?.value ?? 0)
      return { path: file.path.split('/'), blocks, seq: Number.isFinite(seq) ? seq : 0 }
    })
  const environments = read.filter(({ path }) => path.at(-2) === 'environments')
  const others = read.filter((file) => !environments.includes(file))
  const folder = folderFrom(nameOf(files), [], others, context)
  return { format: 'bruno', root: folder, environments: environments.map(environmentOf), cookies: [] }
}

function nameOf(files: readonly ImportFile[]): string {
  const about = files.find(({ path }) => path === 'bruno.json')
  try {
    const data: unknown = about ? JSON.parse(about.text) : null
    return (isObject(data) && plainText(data['name'])) || 'Bruno'
  } catch {
    return 'Bruno'
  }
}

function folderFrom(
  name: string,
  path: readonly string[],
  files: readonly BruFile[],
  context: ImportContext,
): ImportedFolder {
  const depth = path.length
  const here = files.filter((file) => file.path.length === depth + 1)
  const about = here.find((file) => /^(?:collection|folder)\.bru$/.test(file.path.at(-1) ?? ''))
  const blocks = about?.blocks ?? []
  const subs = [
    ...new Set(files.filter((file) => file.path.length > depth + 1).map((file) => file.path[depth] ?? '')),
  ]
  const folders = subs.map((sub): ImportedItem => {
    const inside = files.filter((file) => file.path.length > depth + 1 && file.path[depth] === sub)
    return { kind: 'folder', folder: folderFrom(sub, [...path, sub], inside, context.inside(sub)) }
  })
  const requests = here.filter((file) => file !== about).toSorted((a, b) => a.seq - b.seq)
  const title = pairsOf(blocks, 'meta').find((pair) => pair.name === 'name')?.value
  const mode = pairsOf(blocks, 'auth').find((pair) => pair.name === 'mode')?.value ?? ''
  return {
    ...folderOf(title ?? name, [...folders, ...requests.flatMap((file) => requestOf(file, context))]),
    docs: textOf(blocks, 'docs'),
    headers: pairsOf(blocks, 'headers'),
    auth: bruAuth(blocks, mode, context),
    variables: pairsOf(blocks, 'vars:pre-request').map((pair) => ({ ...pair, isSecret: false })),
  }
}

function requestOf({ path, blocks }: BruFile, context: ImportContext): ImportedItem[] {
  const name =
    pairsOf(blocks, 'meta').find((pair) => pair.name === 'name')?.value ??
    path.at(-1)?.replace(/\.bru$/, '') ??
    ''
  const draft = bruRequest(blocks, name, context)
  if (draft) return [{ kind: 'request', draft }]
  context.inside(name).note(blocks.length === 0 ? 'item-unreadable' : 'kind-left-out', '')
  return []
}

/** The values of secret ones are not in the file; their names are. */
function environmentOf({ path, blocks }: BruFile): ImportedEnvironment {
  return {
    name: path.at(-1)?.replace(/\.bru$/, '') ?? '',
    variables: [
      ...pairsOf(blocks, 'vars').map((pair) => ({ ...pair, isSecret: false })),
      ...pairsOf(blocks, 'vars:secret').map((pair) => ({ ...pair, isSecret: true })),
    ],
  }
}
