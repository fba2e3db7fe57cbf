import {
  Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Pair,
  parseDocument,
  Scalar,
  YAMLMap,
  YAMLSeq,
} from 'yaml'
import * as z from 'zod'

/** Data as a file holds it. Undefined members are not written. */
export type FileData = string | number | boolean | null | readonly FileData[] | FileObject
export interface FileObject {
  readonly [key: string]: FileData | undefined
}

/** Reads YAML of a known shape. Throws an error that names the line, or the key, that is wrong. */
export function parseYaml<Schema extends z.ZodType>(text: string, schema: Schema): z.infer<Schema> {
  const { data, error } = schema.safeParse(readDocument(text).toJS({ maxAliasCount: 100 }))
  if (error) throw new Error(z.prettifyError(error))
  return data
}

/**
 * Writes `data` over what `text` held: comments, the order of keys, and keys that are not among `known` stay. `known`
 * names by dotted path what may be taken away when `data` has it no more. Throws when `text` is not YAML.
 */
export function writeYaml(text: string, data: FileObject, known: ReadonlySet<string>): string {
  const document: Document = text.trim() === '' ? new Document({}) : readDocument(text)
  const root: YAMLMap = isMap(document.contents) ? document.contents : new YAMLMap()
  mergeMap(root, data, { known, at: '' })
  root.items.forEach(({ key }, index) => {
    if (isScalar(key)) key.spaceBefore = index > 0
  })
  document.contents = root
  return document.toString({ lineWidth: 0, minContentWidth: 0 })
}

/** The text with another place among its siblings, and nothing else changed. */
export function withSeq(text: string, seq: number, { name, kind }: { name: string; kind: string }): string {
  const info = text.trim() === '' ? { name, type: kind === 'folder' ? 'folder' : 'http', seq } : { seq }
  return writeYaml(text, { info }, new Set())
}

/** Whether more brackets than `most` are open at once somewhere. */
export function opensMore(text: string, most: number): boolean {
  let depth = 0
  for (const bracket of text.match(/[[\]{}]/g) ?? []) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1))
    if (depth > most) return true
  }
  return false
}

/** Deeper ones take the parser seconds; texts in a file may hold brackets that never close. */
const mostOpen = 2000

/** Whether brackets in a text are nested deeper than is read. */
export function isTooDeep(text: string): boolean {
  return text.length > mostOpen && opensMore(text, mostOpen)
}

function readDocument(text: string): Document {
  if (isTooDeep(text)) throw new Error('nested too deeply')
  const document = parseDocument(text, { prettyErrors: true })
  const [error] = document.errors
  if (error) throw new Error(error.message.split('\n')[0])
  return document
}

interface Merging {
  readonly known: ReadonlySet<string>
  readonly at: string
}

function mergeMap(map: YAMLMap, data: FileObject, { known, at }: Merging): void {
  const order = Object.keys(data)
  map.items = map.items.filter(({ key }) => {
    const name = keyOf(key)
    return data[name] !== undefined || !known.has(at + name)
  })
  for (const name of order) {
    const value = data[name]
    if (value === undefined) continue
    const old = map.items.find(({ key }) => keyOf(key) === name)
    const node = merged(old?.value, value, { known, at: `${at}${name}.` })
    if (isMap(node) && node.items.length === 0) map.items = map.items.filter((pair) => pair !== old)
    else if (old) old.value = node
    else map.items.splice(placeOf(map, order, name), 0, new Pair(new Scalar(name), node))
  }
}

/** After the last of the keys that come before it. */
function placeOf(map: YAMLMap, order: readonly string[], name: string): number {
  const before = new Set(order.slice(0, order.indexOf(name)))
  return map.items.findLastIndex(({ key }) => before.has(keyOf(key))) + 1
}

function merged(old: unknown, value: FileData, merging: Merging): Node {
  if (isList(value)) return mergedList(isSeq(old) ? old : null, value, merging)
  if (typeof value === 'object' && value !== null) {
    const map = isMap(old) ? old : new YAMLMap()
    mergeMap(map, value, merging)
    return map
  }
  if (isScalar(old) && old.value === value) return old
  return new Scalar(value)
}

/** An element that had the same name before keeps what else was said of it. */
function mergedList(old: YAMLSeq | null, values: readonly FileData[], merging: Merging): YAMLSeq {
  const before = [...(old?.items ?? [])]
  const seq = old ?? new YAMLSeq()
  seq.items = values.map((value) => {
    const name = typeof value === 'object' && value !== null && 'name' in value ? value['name'] : undefined
    const index = before.findIndex((item) => isMap(item) && name !== undefined && item.get('name') === name)
    const [same] = index < 0 ? [] : before.splice(index, 1)
    return merged(same, value, merging)
  })
  return seq
}

function isList(value: FileData): value is readonly FileData[] {
  return Array.isArray(value)
}

function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key)
}
