import { closeSync, fsyncSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { writeFileSync } from 'atomically'

import type { DamagedFiles } from './damaged-files.ts'
import { privateMode } from './write-durably.ts'

/** A small file of names and values, read once and replaced whole. Whoever assigns `store` waits for the disk. */
export interface JsonFile {
  store: Record<string, unknown>
}

/** Opens it, or one that is empty. A file that holds anything else is set aside. */
export function openJsonFile(path: string, damaged: DamagedFiles): JsonFile {
  let kept = readJsonFile(path)
  if (!kept) damaged.setAside(path, null)
  return {
    get store() {
      return kept ?? {}
    },
    set store(values) {
      const text = `${JSON.stringify(values, null, 2)}\n`
      writeFileSync(path, text, { mode: privateMode, fsync: true, fsyncWait: true })
      syncDirectoryNow(dirname(path))
      kept = values
    },
  }
}

/** Null for a file that makes no sense. */
function readJsonFile(path: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown> | null)
      : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
}

function syncDirectoryNow(dir: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(dir, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
