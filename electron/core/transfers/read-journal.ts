import { type TransferRecord, transferRecord } from './transfer-record.ts'

export interface FoundJournal {
  /** By transfer id, in the order in which the transfers were first written. */
  readonly records: ReadonlyMap<string, TransferRecord>
  readonly lineCount: number
  /** Whole lines that nobody could have torn and that still make no sense. */
  readonly unreadable: number
  /** Whether lines can be added to it as it is. */
  readonly isWhole: boolean
}

export const journalVersion = 1

/** Reads a journal as a crash may have left it: the last line may end anywhere. */
export function readJournal(text: string): FoundJournal {
  const lines = text.split('\n')
  const torn = lines.pop()
  const values = lines.map(parse)
  if (text !== '' && !isHeader(values.shift())) {
    return { records: new Map(), lineCount: 0, unreadable: lines.length, isWhole: false }
  }

  const latest = new Map<string, unknown>()
  let unreadable = 0
  for (const value of values) {
    const { id, isRemoved } = subject(value)
    if (id === null) unreadable++
    else if (isRemoved) latest.delete(id)
    else latest.set(id, value)
  }

  const records = new Map<string, TransferRecord>()
  for (const [id, value] of latest) {
    const read = transferRecord.safeParse(value)
    if (read.success) records.set(id, read.data)
    else unreadable++
  }
  return {
    records,
    lineCount: values.length,
    unreadable,
    isWhole: text !== '' && torn === '' && unreadable === 0,
  }
}

function isHeader(value: unknown): boolean {
  return isObject(value) && value['version'] === journalVersion
}

function subject(value: unknown): { id: string | null; isRemoved: boolean } {
  if (!isObject(value)) return { id: null, isRemoved: false }
  const { removed, transfer } = value
  if (typeof removed === 'string') return { id: removed, isRemoved: true }
  const id = isObject(transfer) ? transfer['id'] : null
  return { id: typeof id === 'string' ? id : null, isRemoved: false }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
