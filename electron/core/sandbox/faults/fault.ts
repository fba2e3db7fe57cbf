/** Which requests a fault is meant for. */
export interface FaultTarget {
  readonly method: string
  /** Tried on the path with its query. */
  readonly path: RegExp
}

type Way = 'up' | 'down'

/** What goes wrong with one request on its way through the proxy. Offsets count the bytes of the body that goes `way`. */
export type Fault =
  /** Nothing is wrong: lets one request pass before the next fault. */
  | { kind: 'none' }
  /** The server never hears of it; the answer comes when so much of the body has been read. */
  | { kind: 'answer'; status: number; body?: string; afterBytes?: number; thenReset?: boolean }
  /** Both connections end after so many bytes: 0 is before the first, the whole size is after the last. */
  | { kind: 'cut'; way: Way; afterBytes: number; byReset?: boolean }
  /** The server has everything and has answered, but the answer does not arrive. */
  | { kind: 'lose-answer' }
  /** Nothing moves any more, and nothing is closed. */
  | { kind: 'stall'; way: Way; afterBytes: number }
  | { kind: 'flip'; way: Way; atByte: number }
  /** Waits there for whatever the test wants to happen at that moment, and goes on. */
  | { kind: 'hold'; way: Way; afterBytes: number; until: () => Promise<unknown> }
  /** The answer names this length, whatever comes. */
  | { kind: 'claim-length'; bytes: number }
  /** How stores that cannot read from the middle answer a Range; 200 sends the whole. A request without one passes. */
  | { kind: 'refuse-range'; status: 200 | 400 | 416 | 501 }

/** A fault that acts at an offset of a body that goes one way. */
type FaultOnTheWay = Extract<Fault, { way: Way }>

/** Thrown into the flow when a fault ends it. */
export class Cut extends Error {
  override readonly name = 'Cut'
  readonly byReset: boolean

  constructor(byReset: boolean) {
    super('cut by a fault')
    this.byReset = byReset
  }
}

/** A body as it leaves the proxy. Throws Cut where it breaks off; a stall lasts until the signal. */
export async function* spoiled(
  bytes: AsyncIterable<Buffer>,
  fault: Fault,
  way: Way,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void> {
  if (!('way' in fault) || fault.way !== way) {
    yield* bytes
    return
  }
  let rest = offsetOf(fault)
  for await (const chunk of bytes) {
    if (rest < 0 || rest > chunk.length) yield chunk
    else if (fault.kind === 'flip') yield flipped(chunk, rest)
    else {
      if (rest > 0) yield chunk.subarray(0, rest)
      await strike(fault, signal)
      if (rest < chunk.length) yield chunk.subarray(rest)
      rest = -1
    }
    rest -= chunk.length
  }
}

function offsetOf(fault: FaultOnTheWay): number {
  return fault.kind === 'flip' ? fault.atByte : fault.afterBytes
}

function flipped(chunk: Buffer, at: number): Buffer {
  if (at === chunk.length) return chunk
  const copy = Buffer.from(chunk)
  copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at)
  return copy
}

async function strike(fault: Exclude<FaultOnTheWay, { kind: 'flip' }>, signal: AbortSignal): Promise<void> {
  if (fault.kind === 'hold') return void (await fault.until())
  if (fault.kind === 'cut') throw new Cut(fault.byReset ?? false)
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  throw new Cut(true)
}
