import { stat } from 'node:fs/promises'

import type { FileIdentity } from '../files/file-registry.ts'

export async function identify(path: string): Promise<FileIdentity> {
  const { size: sizeBytes, mtimeMs, ino: inode } = await stat(path)
  return { sizeBytes, mtimeMs, inode }
}

export function isSameFile(one: FileIdentity, other: FileIdentity): boolean {
  return one.inode === other.inode && one.sizeBytes === other.sizeBytes && one.mtimeMs === other.mtimeMs
}
