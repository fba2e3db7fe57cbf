import {
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
} from 'yaml'

import { AppError, type AppErrorData } from '../../../../shared/errors.ts'
import { type CloudsFileKind, cloudsFileNames } from '../../../../shared/model/clouds-file.ts'

/** A value of a configuration, and where its key stands. Scalars are text as it was typed, so `007` stays `007`. */
export interface Setting {
  readonly file: CloudsFileKind
  readonly line: number | null
  readonly value: string | null | readonly Setting[] | Section
}
export type Section = ReadonlyMap<string, Setting>

/**
 * Reads YAML (or JSON) with anchors and merge keys resolved. Throws CLOUDS_FILE_INVALID, never with a word of the file:
 * it may be a password.
 */
export function readConfigTree(text: string, file: CloudsFileKind): Setting {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })
  const [error] = document.errors
  if (error) {
    throw invalid(file, lines.linePos(error.pos[0]).line, reasons.get(error.code) ?? 'syntax')
  }
  const lineOf = (node: Node) => (node.range ? lines.linePos(node.range[0]).line : null)
  return readNode(document.contents, { file, document, lineOf, budget: { nodes: mostNodes } }, 0)
}

/** One section over another, section by section: what `over` says wins. */
export function mergeSections(under: Section, over: Section): Section {
  const merged = new Map(under)
  for (const [key, setting] of over) {
    const before = merged.get(key)
    if (before && isSection(before.value) && isSection(setting.value))
      merged.set(key, { ...before, value: mergeSections(before.value, setting.value) })
    else merged.set(key, setting)
  }
  return merged
}

export function isSection(value: Setting['value'] | undefined): value is Section {
  return value instanceof Map
}

interface Reading {
  readonly file: CloudsFileKind
  readonly document: Document
  readonly budget: { nodes: number }
  lineOf(node: Node): number | null
}

/** Aliases let a few lines unfold into billions of nodes, or into themselves. */
const mostNodes = 20_000
const deepest = 16

function readNode(node: unknown, reading: Reading, depth: number): Setting {
  const { file } = reading
  const line = isAlias(node) || isMap(node) || isSeq(node) || isScalar(node) ? reading.lineOf(node) : null
  reading.budget.nodes -= 1
  if (reading.budget.nodes < 0 || depth > deepest) throw invalid(reading.file, line, 'too-large')
  if (isAlias(node)) {
    const target = node.resolve(reading.document)
    if (!target) throw invalid(reading.file, line, 'alias')
    return readNode(target, reading, depth + 1)
  }
  if (isMap(node)) return { file, line, value: readMap(node.items, reading, depth) }
  if (isSeq(node)) return { file, line, value: node.items.map((item) => readNode(item, reading, depth + 1)) }
  return { file, line, value: isScalar(node) && node.value !== null ? textOf(node) : null }
}

function readMap(
  items: readonly { key: unknown; value: unknown }[],
  reading: Reading,
  depth: number,
): Section {
  const section = new Map<string, Setting>()
  const merged: Section[] = []
  for (const { key, value } of items) {
    const setting = readNode(value, reading, depth + 1)
    if (!isScalar(key)) continue
    if (key.value === '<<') merged.push(...sectionsOf(setting))
    else section.set(textOf(key), { ...setting, line: reading.lineOf(key) })
  }
  return merged.reduce((all, under) => new Map([...under, ...all]), section as Section)
}

/** A number or a date as it was typed; what stands in quotes, without them. */
function textOf({ value, source }: Scalar): string {
  return typeof value === 'string' ? value : (source ?? '')
}

function sectionsOf({ value }: Setting): Section[] {
  if (isSection(value)) return [value]
  return Array.isArray(value) ? value.flatMap((item: Setting) => sectionsOf(item)) : []
}

type Reason = AppErrorData<'CLOUDS_FILE_INVALID'>['reason']

const reasons: ReadonlyMap<ErrorCode, Reason> = new Map([
  ['TAB_AS_INDENT', 'tab'],
  ['DUPLICATE_KEY', 'duplicate-key'],
  ['BAD_ALIAS', 'alias'],
])

function invalid(file: CloudsFileKind, line: number | null, reason: Reason): AppError<'CLOUDS_FILE_INVALID'> {
  return new AppError('CLOUDS_FILE_INVALID', { file: cloudsFileNames[file], line, reason, name: null })
}
