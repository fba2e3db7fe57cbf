import { findBytes } from './find-bytes.ts'
import { type Filtered, filterJson } from './json-filter.ts'
import { type JsonKind, type MembersFrom, membersOf, rootOf, valueText } from './json-members.ts'
import { JsonTable, type TableFacts, type TableOrder } from './json-table.ts'
import { type BodyLine, LineIndex } from './line-index.ts'
import { decode, readJsonLine, readRawLine } from './read-line.ts'

export type LineView = 'pretty' | 'raw'

export interface Lines {
  /** In the whole view, as far as the body is there. */
  readonly rows: number
  readonly lines: readonly BodyLine[]
}

export interface TreeNode {
  readonly key: string | number
  readonly kind: JsonKind
  /** Where its value begins in the body. */
  readonly start: number
  /** Of a plain value, cut short where it is very long; empty for a container. */
  readonly text: string
  readonly isCut: boolean
  readonly size: number
}

export interface TreePart {
  readonly nodes: readonly TreeNode[]
  /** Null when there are no more. */
  readonly next: MembersFrom | null
}

const longestNode = 1_000
const stepBytes = 4 * 1024 * 1024

/** All that can be asked of a body, over its bytes as they arrive. Nothing in it is parsed as a whole for a view. */
export class BodyDocument {
  readonly #bytes: Uint8Array
  readonly #views: Record<LineView, LineIndex>
  #filled = 0
  #offsets: Uint32Array = new Uint32Array()
  #table: JsonTable | null | undefined

  /** `bytes` has the size of the whole body; `fill` says how much of it has come. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#views = {
      pretty: new LineIndex(bytes, readJsonLine, true),
      raw: new LineIndex(bytes, readRawLine, false),
    }
  }

  /** True when enough came to be worth a look: at once, every few megabytes, and at the end. */
  fill(bytesThere: number): boolean {
    const isDue =
      this.#filled === 0 || bytesThere - this.#filled >= stepBytes || bytesThere === this.#bytes.length
    if (isDue) this.#filled = bytesThere
    return isDue
  }

  lines(view: LineView, from: number, count: number): Lines {
    const index = this.#views[view]
    index.advance(this.#filled, this.#filled === this.#bytes.length)
    return { rows: index.rows, lines: index.read(from, count) }
  }

  /** How often a text is in the body; where it is can then be asked for by `rowOfHit`. */
  search(text: string): number {
    const { count, offsets } = findBytes(this.#bytes.subarray(0, this.#filled), text)
    this.#offsets = offsets
    return count
  }

  /** The row of a hit, counted from 0; the last one whose place is known where there are more. */
  rowOfHit(view: LineView, hit: number): number {
    const offset = this.#offsets[Math.min(hit, this.#offsets.length - 1)]
    return offset === undefined ? 0 : this.#views[view].rowAt(offset)
  }

  root(): TreeNode | null {
    const root = rootOf(this.#bytes)
    return root && this.#nodeOf(root)
  }

  /** Members of the container at `start`, `count` at a time. */
  members(start: number, count: number, from?: MembersFrom): TreePart {
    const nodes: TreeNode[] = []
    let index = from?.index ?? 0
    for (const member of membersOf(this.#bytes, start, from)) {
      if (nodes.length === count) return { nodes, next: { offset: member.from, index } }
      nodes.push(this.#nodeOf(member))
      index++
    }
    return { nodes, next: null }
  }

  /** A value whole, as it is copied: a string without quotes, anything else as it came. */
  value(start: number): string {
    const rest = this.#bytes.subarray(start)
    const found = rootOf(rest)
    return found ? valueText(rest, found) : ''
  }

  table(): TableFacts | null {
    this.#table ??= JsonTable.of(this.#bytes)
    return this.#table?.facts ?? null
  }

  sortTable(order: TableOrder | null): void {
    this.#table?.sort(order)
  }

  tableRows(from: number, count: number, columns: readonly string[]): string[][] {
    return this.#table?.read(from, count, columns) ?? []
  }

  csv(columns: readonly string[]): string | null {
    return this.#table?.toCsv(columns) ?? null
  }

  async filter(path: string): Promise<Filtered> {
    return await filterJson(this.#bytes, path)
  }

  text(): string {
    return decode(this.#bytes, 0, this.#filled)
  }

  #nodeOf(member: Parameters<typeof valueText>[1]): TreeNode {
    const { key, kind, start, end, size } = member
    const isPlain = kind !== 'object' && kind !== 'array'
    const text = isPlain ? valueText(this.#bytes, member, longestNode) : ''
    return { key, kind, start, text, isCut: isPlain && end - start > longestNode, size }
  }
}
