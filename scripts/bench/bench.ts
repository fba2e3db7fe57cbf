import { spawnSync } from 'node:child_process'

import type { KnownCloud } from '../../electron/core/images/password-access.ts'
import type { RowName } from './plan.ts'
import type { Roles } from './roles.ts'

/** What every measure works with. */
export interface Bench {
  readonly cloud: KnownCloud
  /** Path of Glance's own database, to put images into; null where that cannot be done. */
  readonly database: string | null
  readonly roles: Roles
  /** For what is written and removed again. */
  readonly dir: string
  /** The file that is moved. */
  readonly path: string
  readonly sizeBytes: number
  /** 50 GB, or as much less as the size was made smaller. */
  readonly hugeBytes: number
  readonly runs: number
  log(line: string): void
}

/** Values in the unit of their rows, and the times (ms) that they were made of. */
export interface Measured {
  readonly values: Partial<Record<RowName, number>>
  readonly series: readonly { readonly what: string; readonly eachMs: readonly number[] }[]
}

export const never: AbortSignal = new AbortController().signal
export const cloudId = 'bench'

/** Runs a command to its end and answers how long that took in ms. Throws if it failed. */
export function timed(
  command: string,
  args: string[],
  options: { input?: string; env?: NodeJS.ProcessEnv } = {},
): number {
  const { input = '', env = process.env } = options
  const startedAtMs = performance.now()
  const { status, error } = spawnSync(command, args, { input, env, stdio: ['pipe', 'ignore', 'inherit'] })
  if (error || status !== 0)
    throw new Error(`${command} failed (${error?.message ?? status})`, { cause: error })
  return performance.now() - startedAtMs
}

/** What was left to be written must not slow down what is measured next. */
export function settleDisk(): void {
  spawnSync('sync')
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle - 0.5)] ?? 0) + (sorted[Math.ceil(middle - 0.5)] ?? 0)) / 2
}

export function seconds(ms: number): string {
  return (ms / 1000).toFixed(2)
}
