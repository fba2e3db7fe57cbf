import { access, mkdir, writeFile as writeNew } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'

import { writeFile } from 'atomically'

import { AppError } from '../../../shared/errors.ts'
import type { CloudContext } from './cloud-context.ts'
import { writeCloudsFile } from './clouds-file/write-clouds-file.ts'

export interface ExportOrder {
  readonly cloudIds: readonly string[]
  /** A whole path, or one that begins with `~/`. */
  readonly dir: string
  readonly withSecrets: boolean
  readonly isReplacing: boolean
}

/**
 * Writes clouds.yaml, and secure.yaml where secrets are wanted and known, for their owner's eyes alone. Throws
 * FILE_EXISTS before anything is written where a file is there already and may not be replaced, and FILE_UNWRITABLE.
 */
export async function exportClouds(
  { store, sessions, secrets, machine }: CloudContext,
  { cloudIds, dir, withSecrets, isReplacing }: ExportOrder,
  signal: AbortSignal,
): Promise<{ paths: string[]; withoutSecret: string[] }> {
  const secretOf = async (id: string) =>
    sessions.find(id)?.order.proof.secret ?? (await secrets.find(store.find(id)))
  const clouds = await Promise.all(
    cloudIds.map(async (id) => ({
      settings: store.find(id).settings,
      secret: withSecrets ? await secretOf(id) : null,
    })),
  )
  const { text, secureText } = writeCloudsFile(clouds)
  const folder = /^~[/\\]/.test(dir) ? join(machine.home, dir.slice(2)) : dir
  if (!isAbsolute(folder)) throw new AppError('FILE_UNWRITABLE', { name: dir, detail: 'ENOENT' })
  const files = [
    { path: join(folder, 'clouds.yaml'), text },
    ...(secureText === null ? [] : [{ path: join(folder, 'secure.yaml'), text: secureText }]),
  ]
  signal.throwIfAborted()
  if (!isReplacing) for (const { path } of files) await assertIsFree(path)
  await telling(folder, mkdir(folder, { recursive: true, mode: 0o700 }))
  for (const file of files) await telling(file.path, write(file, isReplacing))
  return {
    paths: files.map(({ path }) => path),
    withoutSecret: clouds.filter(({ secret }) => secret === null).map(({ settings }) => settings.name),
  }
}

async function write({ path, text }: { path: string; text: string }, isReplacing: boolean): Promise<void> {
  if (isReplacing) await writeFile(path, text, { mode: 0o600, fsync: true, fsyncWait: true })
  else await writeNew(path, text, { mode: 0o600, flag: 'wx' })
}

async function assertIsFree(path: string): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  if (isThere) throw new AppError('FILE_EXISTS', { name: path })
}

async function telling(path: string, writing: Promise<unknown>): Promise<void> {
  try {
    await writing
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    if (code === 'EEXIST') throw new AppError('FILE_EXISTS', { name: path }, { cause: error })
    throw new AppError('FILE_UNWRITABLE', { name: path, detail: code }, { cause: error })
  }
}
