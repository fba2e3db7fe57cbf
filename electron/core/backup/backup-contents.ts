import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import * as z from 'zod'

import type { ArchivedFile } from './tar.ts'

/** What of a data folder a backup holds. Answers, half transfers and the vault are not in it. */
const keptFiles = [
  'clouds.json',
  'settings.json',
  'workspace.json',
  'collections.json',
  'history/history.jsonl',
  'transfers/limits.json',
]
const receiptsDir = 'transfers/receipts'
const receiptName = /^transfers\/receipts\/[\w-]{1,50}\.json$/
export const vaultName = 'vault.json'
export const manifestName = 'backup.json'

/** Says what an archive is; its first file. */
export const manifest = z.object({
  format: z.literal('arclight-backup'),
  version: z.int().positive(),
  madeAt: z.string(),
  app: z.string(),
})
export type Manifest = z.infer<typeof manifest>
export const manifestVersion = 1

/** Whether a name in an archive is one that a backup can have. */
export function isKeptName(name: string): boolean {
  return keptFiles.includes(name) || name === vaultName || receiptName.test(name)
}

/** Those that there are. With the vault, which stays sealed by its passphrase, if `withVault`. */
export async function readKeptFiles(
  dataDir: string,
  withVault: boolean,
  signal: AbortSignal,
): Promise<ArchivedFile[]> {
  const receipts = await readdir(join(dataDir, receiptsDir)).catch(emptyIfAbsent)
  const names = [
    ...keptFiles,
    ...receipts.map((name) => `${receiptsDir}/${name}`).filter(isKeptName),
    ...(withVault ? [vaultName] : []),
  ]
  const files: ArchivedFile[] = []
  for (const name of names) {
    signal.throwIfAborted()
    const bytes = await readFile(join(dataDir, name)).catch(nullIfAbsent)
    if (bytes) files.push({ name, bytes })
  }
  return files
}

function emptyIfAbsent(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return []
  throw error
}

function nullIfAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
