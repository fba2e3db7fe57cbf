import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'

import { finishRestore, stageRestore } from '../core/backup/restore-backup.ts'
import { writeBackup } from '../core/backup/write-backup.ts'
import { dataHome } from '../core/data-dir/data-home.ts'
import { lockDataDir } from '../core/data-dir/lock-data-dir.ts'
import type { CommandContext } from './command-context.ts'

export interface DataOptions {
  readonly dataDir?: string
}

/** `arclight backup FILE`: what the served app keeps, as one file. No app may be running on it. */
export async function backUp(
  context: CommandContext,
  file: string,
  options: DataOptions & { readonly withVault: boolean; readonly app: string },
): Promise<void> {
  const { cwd, signal, terminal, language } = context
  await onData(context, options, async (dataDir) => {
    const { withVault, app } = options
    const order = { dataDir, path: resolve(cwd, file), withVault, app, now: Date.now }
    const names = await writeBackup(order, signal)
    terminal.tell(language.words.backedUp(file, names))
  })
}

/** `arclight restore FILE`: puts a backup in place, and what was there aside. */
export async function restore(context: CommandContext, file: string, options: DataOptions): Promise<void> {
  const { cwd, signal, terminal, language } = context
  await onData(context, options, async (dataDir) => {
    const names = await stageRestore(dataDir, resolve(cwd, file), signal)
    const before = await finishRestore(dataDir, Date.now)
    terminal.tell(language.words.restored(names, before ?? dataDir))
  })
}

/** While this runs, no other process has the folder. */
async function onData(
  { cwd, home, env, terminal }: CommandContext,
  options: DataOptions,
  action: (dataDir: string) => Promise<void>,
): Promise<void> {
  const dataDir =
    options.dataDir === undefined
      ? dataHome({ home, xdgDataHome: env.XDG_DATA_HOME })
      : resolve(cwd, options.dataDir)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const lock = await lockDataDir(dataDir, (line) => terminal.tell(`arclight: ${line}`))
  try {
    await action(dataDir)
  } finally {
    await lock.release()
  }
}
