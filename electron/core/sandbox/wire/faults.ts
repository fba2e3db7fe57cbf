import type { HeaderPair } from '../../../../shared/model/wire.ts'
import type { Call } from './call.ts'

/** Misbehaviour to order, for tests: each fault strikes the next request that fits it, once, in the order given. */
export interface Faults {
  failNext(fault: Failure): void
  damageNext(fault: Damage): void
  /** Every token handed out so far is refused from here on, as if its hour were over. */
  expireTokens(): void
}

interface Target {
  readonly method: string
  /** Tried on the path with its query. */
  readonly path: RegExp
}

/** The request is not served. With neither `status` nor `thenReset` it is left without an answer. */
export interface Failure extends Target {
  /** Bytes of the request's body to read first. */
  readonly afterBodyBytes?: number
  readonly status?: number
  readonly headers?: readonly HeaderPair[]
  readonly body?: string
  /** Reset the connection, after the answer if there is one. */
  readonly thenReset?: boolean
}

/** The request is served, but not all of the answer's bytes arrive as they are. */
export interface Damage extends Target {
  /** Close the connection after this many bytes of the answer's body. */
  readonly cutAfterBytes?: number
  /** Offset of a byte whose bits are turned over. */
  readonly flipByteAt?: number
}

/** The faults as the servers use them. */
export interface FaultQueue extends Faults {
  takeFailure(call: Call): Failure | null
  takeDamage(call: Call): Damage | null
}

export function createFaultQueue(expireTokens: () => void): FaultQueue {
  const failures: Failure[] = []
  const damages: Damage[] = []
  return {
    failNext: (fault) => void failures.push(fault),
    damageNext: (fault) => void damages.push(fault),
    expireTokens,
    takeFailure: (call) => take(failures, call),
    takeDamage: (call) => take(damages, call),
  }
}

/** The bytes of an answer's body, damaged; they end at the cut. */
export async function* damaged(bytes: AsyncIterable<Buffer>, damage: Damage): AsyncGenerator<Buffer, void> {
  let offset = 0
  for await (const chunk of bytes) {
    const cutAt = (damage.cutAfterBytes ?? Number.POSITIVE_INFINITY) - offset
    const flipAt = (damage.flipByteAt ?? -1) - offset
    const copy = Buffer.from(chunk.subarray(0, cutAt))
    if (flipAt >= 0 && flipAt < copy.length) copy.writeUInt8(copy.readUInt8(flipAt) ^ 0xff, flipAt)
    yield copy
    if (cutAt <= chunk.length) return
    offset += chunk.length
  }
}

function take<Fault extends Target>(faults: Fault[], call: Call): Fault | null {
  const query = call.query.size > 0 ? `?${call.query.toString()}` : ''
  const index = faults.findIndex(
    (fault) => fault.method === call.method && fault.path.test(call.path + query),
  )
  return index === -1 ? null : (faults.splice(index, 1)[0] ?? null)
}
