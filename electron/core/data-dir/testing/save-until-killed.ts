import { writeSync } from 'node:fs'

import { createDamagedFiles } from '../damaged-files.ts'
import { sweepHalfWritten } from '../write-durably.ts'

/** One thing that is kept: a number, which each save makes greater by one. */
export interface Kept {
  read(): Promise<number>
  save(value: number): Promise<unknown>
}

export const never: AbortSignal = new AbortController().signal
export const damaged = createDamagedFiles({
  now: Date.now,
  log: (line) => process.stderr.write(`${line}\n`),
})

/**
 * Saves into every store that is in a folder, at once and without end, and says on stdout what each holds and what each
 * has saved.
 */
export async function saveUntilKilled(
  open: (dir: string) => Promise<Readonly<Record<string, Kept>>>,
): Promise<void> {
  const [, , dir = ''] = process.argv
  await sweepHalfWritten(dir)
  const stores = Object.entries(await open(dir))
  const values = await Promise.all(stores.map(async ([name, store]) => [name, await store.read()] as const))
  tell({ opened: Object.fromEntries(values) })
  await Promise.all(stores.map(([name, store], at) => saveWithoutEnd(name, store, values[at]![1])))
}

async function saveWithoutEnd(name: string, store: Kept, from: number): Promise<never> {
  for (let value = from + 1; ; value += 1) {
    await store.save(value)
    tell({ saved: name, value })
  }
}

/** Straight into the pipe: what was told before the kill has arrived. */
function tell(message: object): void {
  writeSync(1, `${JSON.stringify(message)}\n`)
}
