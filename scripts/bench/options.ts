import { parseArgs } from 'node:util'

import { type RowName, rowNames } from './plan.ts'

export interface BenchOptions {
  readonly json: boolean
  readonly rows: readonly RowName[]
  readonly sizeBytes: number
  /** What stands for 50 GB: as much larger than `sizeBytes`. */
  readonly hugeBytes: number
  readonly runs: number
  /** Nothing was asked for but what the numbers are about: fit to be kept. */
  readonly isStandard: boolean
}

const standardSizeBytes = 2 * 1024 ** 3

export const usage = `npm run bench -- [--json] [--only NAME] [--size BYTES] [--runs COUNT]
NAME is one of ${rowNames.join(', ')}`

/** Throws an Error with a sentence when an option is not understood. */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      size: { type: 'string' },
      runs: { type: 'string', default: '5' },
    },
  })
  const only = values.only ?? []
  const unknown = only.find((name) => !rowNames.some((known) => known === name))
  if (unknown !== undefined) throw new Error(`There is no row ${unknown}.`)
  const sizeBytes = values.size === undefined ? standardSizeBytes : positive('--size', values.size)
  return {
    json: values.json,
    rows: only.length === 0 ? rowNames : rowNames.filter((name) => only.includes(name)),
    sizeBytes,
    hugeBytes: Math.round((sizeBytes / standardSizeBytes) * 50e9),
    runs: positive('--runs', values.runs),
    isStandard: only.length === 0 && values.size === undefined,
  }
}

function positive(option: string, value: string): number {
  const number = Number(value)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new Error(`${option} takes a whole number above zero, not ${value}.`)
}
