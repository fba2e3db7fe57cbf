import { type JsonMember, membersOf, rootOf, valueText } from './json-members.ts'

/** What a table view begins with. */
export interface TableFacts {
  /** The JSON path of the list. */
  readonly path: string
  readonly rows: number
  readonly columns: readonly string[]
}

export interface TableOrder {
  readonly column: string
  readonly isDescending: boolean
}

const rowsForColumns = 200
const longestCell = 300
const longestCsv = 32 * 1024 * 1024

/** The first list of objects in a body as rows: the body itself, or a member of it. */
export class JsonTable {
  readonly facts: TableFacts
  readonly #bytes: Uint8Array
  readonly #starts: Uint32Array
  #order: Uint32Array | null = null

  constructor(bytes: Uint8Array, { path, starts }: { path: string; starts: Uint32Array }) {
    this.#bytes = bytes
    this.#starts = starts
    this.facts = { path, rows: starts.length, columns: columnsOf(bytes, starts) }
  }

  /** Null when nothing in the body is a list of objects. */
  static of(bytes: Uint8Array): JsonTable | null {
    const found = listIn(bytes)
    return found && new JsonTable(bytes, { path: found.path, starts: startsOf(bytes, found.list) })
  }

  /** Orders the rows by a column, or as they came; numbers by size, and those without a value last. */
  sort(order: TableOrder | null): void {
    this.#order = order && this.#sorted(order)
  }

  read(from: number, count: number, columns: readonly string[]): string[][] {
    const to = Math.min(from + count, this.#starts.length)
    return Array.from({ length: Math.max(0, to - from) }, (_, index) =>
      this.#cells(from + index, columns, longestCell),
    )
  }

  /** All rows in their order as RFC 4180 has it; null when that is more than a clipboard should get. */
  toCsv(columns: readonly string[]): string | null {
    const lines = [csvLine(columns)]
    let length = 0
    for (let row = 0; row < this.#starts.length; row++) {
      const line = csvLine(this.#cells(row, columns, Infinity))
      length += line.length
      if (length > longestCsv) return null
      lines.push(line)
    }
    return lines.join('')
  }

  #cells(row: number, columns: readonly string[], longest: number): string[] {
    const start = this.#starts[this.#order?.[row] ?? row]!
    const values = new Map<string | number, JsonMember>()
    for (const member of membersOf(this.#bytes, start)) values.set(member.key, member)
    return columns.map((column) => {
      const member = values.get(column)
      return member ? valueText(this.#bytes, member, longest) : ''
    })
  }

  #sorted({ column, isDescending }: TableOrder): Uint32Array {
    const keys = Array.from(this.#starts, (start) => sortKey(this.#bytes, start, column))
    const order = Uint32Array.from(keys, (_, index) => index)
    const sign = isDescending ? -1 : 1
    return order.toSorted((one, other) => compare(keys[one]!, keys[other]!, sign) || one - other)
  }
}

type SortKey = number | bigint | string | null

function sortKey(bytes: Uint8Array, start: number, column: string): SortKey {
  for (const member of membersOf(bytes, start)) {
    if (member.key !== column) continue
    const text = valueText(bytes, member, longestCell)
    if (text === 'null' && member.kind === 'word') return null
    if (member.kind !== 'number') return text
    return /^-?\d{16,}$/.test(text) ? BigInt(text) : Number(text)
  }
  return null
}

const collator = new Intl.Collator('en', { numeric: true })

function compare(one: SortKey, other: SortKey, sign: number): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  if (typeof one === 'string' && typeof other === 'string') return sign * collator.compare(one, other)
  if (typeof one === 'string') return sign
  if (typeof other === 'string') return -sign
  return one < other ? -sign : Number(one > other) * sign
}

function listIn(bytes: Uint8Array): { path: string; list: JsonMember } | null {
  const root = rootOf(bytes)
  if (!root) return null
  if (isList(bytes, root)) return { path: '$', list: root }
  if (root.kind !== 'object') return null
  for (const member of membersOf(bytes, root.start)) {
    if (isList(bytes, member)) return { path: `$.${member.key}`, list: member }
  }
  return null
}

function isList(bytes: Uint8Array, { kind, start }: JsonMember): boolean {
  if (kind !== 'array') return false
  for (const first of membersOf(bytes, start)) return first.kind === 'object'
  return false
}

function startsOf(bytes: Uint8Array, list: JsonMember): Uint32Array {
  const starts = new Uint32Array(list.size)
  let count = 0
  for (const { kind, start } of membersOf(bytes, list.start)) if (kind === 'object') starts[count++] = start
  return starts.subarray(0, count)
}

function columnsOf(bytes: Uint8Array, starts: Uint32Array): string[] {
  const columns = new Set<string>()
  for (const start of starts.subarray(0, rowsForColumns)) {
    for (const { key } of membersOf(bytes, start)) columns.add(String(key))
  }
  return [...columns]
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
