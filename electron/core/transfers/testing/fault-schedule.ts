import fc from 'fast-check'

import { type TransferDirection, transferDirection } from '../../../../shared/model/transfer.ts'

/** What goes wrong with one request. Places are shares of the body, from 0 to 1. */
export type Trouble =
  | { kind: 'cut' | 'stall' | 'flip'; way: 'up' | 'down'; at: number }
  | { kind: 'answer'; status: number; at: number; thenReset: boolean }
  | { kind: 'refuse-range'; status: 200 | 400 | 416 | 501 }
  | { kind: 'claim-length'; share: number }
  | { kind: 'lose-answer' }
  /** This app ends there and is started again. */
  | { kind: 'restart'; at: number }
  /** The cloud is not to be reached for a moment. */
  | { kind: 'outage'; at: number }

/** What befalls one transfer, request by request. */
export interface FaultSchedule {
  readonly direction: TransferDirection
  readonly sizeBytes: number
  /** Of the requests that move data; of a copy's in turn of the one that brings it and the one that gives it. */
  readonly data: readonly Trouble[]
  /** Of the requests around them, the making of an image and the look at it: no stall, for which they wait a minute. */
  readonly around: readonly Trouble[]
}

const place = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }))
const way = fc.constantFrom('up' as const, 'down' as const)

const cut = fc.record({ kind: fc.constant('cut' as const), way, at: place })
const stall = fc.record({ kind: fc.constant('stall' as const), way, at: place })
const loss = fc.constant({ kind: 'lose-answer' as const })
const busy = fc.record({
  kind: fc.constant('answer' as const),
  status: fc.constantFrom(429, 500, 502, 503, 504),
  at: place,
  thenReset: fc.boolean(),
})

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 2, arbitrary: cut },
  { weight: 2, arbitrary: stall },
  { weight: 1, arbitrary: loss },
  { weight: 2, arbitrary: busy },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const), at: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('outage' as const), at: place }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('refuse-range' as const),
      status: fc.constantFrom(200 as const, 400 as const, 416 as const, 501 as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('flip' as const), way, at: place }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      // A 200 or 204 here comes from something that is not the cloud, and has nothing in it.
      status: fc.constantFrom(200, 204, 401, 403, 404, 409),
      at: place,
      thenReset: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('claim-length' as const),
      share: fc.double({ min: 0, max: 2, noNaN: true }),
    }),
  },
)

export const faultSchedule: fc.Arbitrary<FaultSchedule> = fc.record({
  direction: fc.constantFrom(...transferDirection.options),
  sizeBytes: fc.constantFrom(0, 1, 4097, 3 * 1024 * 1024 + 7),
  data: fc.array(trouble, { minLength: 1, maxLength: 4 }),
  around: fc.array(fc.oneof(cut, loss, busy), { maxLength: 1 }),
})

/** Whether nothing of it should keep a queue that tries again from ending well. */
export function canBeSurvived({ data, around }: FaultSchedule): boolean {
  return [...data, ...around].every(({ kind, ...rest }) =>
    kind === 'answer' ? 'status' in rest && passing.has(rest.status) : survived.has(kind),
  )
}

const passing: ReadonlySet<number> = new Set([429, 500, 502, 503, 504])
const survived: ReadonlySet<Trouble['kind']> = new Set([
  'cut',
  'stall',
  'refuse-range',
  'lose-answer',
  'restart',
  'outage',
])
