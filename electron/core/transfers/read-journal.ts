import { openSealed } from './journal-seal.ts'
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

/** What a line says of a transfer: its record, or `unread` fields that may be one, or that it was removed. */
type Said =
  | { id: string; record: TransferRecord }
  | { id: string; unread: unknown }
  | { id: string; isRemoved: true }

/** Reads a journal as a crash may have left it: the last line may end anywhere. */
export function readJournal(text: string): FoundJournal {
  const lines = text.split('\n')
  const torn = lines.pop()
  if (text !== '' && !isHeader(lines.shift())) {
    return { records: new Map(), lineCount: 0, unreadable: lines.length, isWhole: false }
  }

  const latest = new Map<string, Exclude<Said, { isRemoved: true }>>()
  let unreadable = 0
  for (const line of lines) {
    const said = readLine(line)
    if (said === null) unreadable++
    else if ('isRemoved' in said) latest.delete(said.id)
    else latest.set(said.id, said)
  }

  const records = new Map<string, TransferRecord>()
  for (const [id, said] of latest) {
    const record = 'record' in said ? said.record : (transferRecord.safeParse(said.unread).data ?? null)
    if (record) records.set(id, record)
    else unreadable++
  }
  return {
    records,
    lineCount: lines.length,
    unreadable,
    isWhole: text !== '' && torn === '' && unreadable === 0,
  }
}

function isHeader(line: string | undefined): boolean {
  const value = parse(line ?? '')
  return isObject(value) && value['version'] === journalVersion
}

/** Null for what makes no sense. */
function readLine(line: string): Said | null {
  const sealed = openSealed(line)
  if (sealed.kind === 'record') return { id: sealed.record.transfer.id, record: sealed.record }
  if (sealed.kind === 'removal') return { id: sealed.transferId, isRemoved: true }
  const value = sealed.kind === 'broken' ? null : parse(line)
  if (!isObject(value)) return null
  const { removed, transfer } = value
  if (typeof removed === 'string') return { id: removed, isRemoved: true }
  const id = isObject(transfer) ? transfer['id'] : null
  return typeof id === 'string' ? { id, unread: value } : null
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
