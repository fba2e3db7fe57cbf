import { crc32 } from 'node:zlib'

import * as z from 'zod'

import type { Transfer } from '../../../shared/model/transfer.ts'
import { type TransferRecord, transferRecord } from './transfer-record.ts'

/**
 * Lines of the journal carry a seal: the shape that records had when they were written, a checksum of the rest, and
 * how long the transfer in it is. What is whole and of today's shape needs no look at each of its fields, and what is
 * not on the screen no reading at all: for thousands of finished transfers that is what takes long.
 */
export type Sealed =
  /** Byte for byte what was written, in today's shape. */
  | { kind: 'record'; record: TransferRecord }
  | { kind: 'removal'; transferId: string }
  /** Written in today's shape, and changed since. */
  | { kind: 'broken' }
  /** Without a seal, or of another version of the app: its fields tell. */
  | { kind: 'unknown' }

const opening = '{"seal":"'
const checksumAt = opening.length + 8
const restAt = checksumAt + 8 + '",'.length
const transferOpening = '"length":12345678,"transfer":'
const transferAt = restAt + transferOpening.length
/** Changes whenever a field does. */
const shape = hex(crc32(JSON.stringify(z.toJSONSchema(transferRecord, { io: 'output' }))))

export function sealRecord({ transfer, ...behind }: TransferRecord): string {
  const json = JSON.stringify(transfer)
  const length = String(json.length).padEnd(8)
  return seal(`"length":${length},"transfer":${json},${JSON.stringify(behind).slice(1)}`)
}

export function sealRemoval(transferId: string): string {
  return seal(JSON.stringify({ removed: transferId }).slice(1))
}

export function openSealed(line: string): Sealed {
  if (!line.startsWith(opening + shape)) return { kind: 'unknown' }
  const rest = line.slice(restAt)
  if (line.slice(checksumAt, restAt) !== `${hex(crc32(rest))}",`) return { kind: 'broken' }
  if (!rest.startsWith('"length":')) {
    const { removed } = JSON.parse(line) as { removed: string }
    return { kind: 'removal', transferId: removed }
  }
  const transferEnd = transferAt + Number(rest.slice('"length":'.length, '"length":12345678'.length))
  const transfer = JSON.parse(line.slice(transferAt, transferEnd)) as Transfer
  return { kind: 'record', record: readLater(transfer, line, transferEnd) }
}

/** Reads what is behind a transfer when somebody asks for it. */
function readLater(transfer: Transfer, line: string, transferEnd: number): TransferRecord {
  let read: Omit<TransferRecord, 'transfer'> | null = null
  const behind = () => (read ??= JSON.parse(`{${line.slice(transferEnd + 1)}`) as TransferRecord)
  return {
    transfer,
    get plan() {
      return behind().plan
    },
    get notes() {
      return behind().notes
    },
    get attempts() {
      return behind().attempts
    },
    get failuresInARow() {
      return behind().failuresInARow
    },
    get furthestBytes() {
      return behind().furthestBytes
    },
  }
}

function seal(rest: string): string {
  return `${opening}${shape}${hex(crc32(rest))}",${rest}`
}

function hex(checksum: number): string {
  return checksum.toString(16).padStart(8, '0')
}
