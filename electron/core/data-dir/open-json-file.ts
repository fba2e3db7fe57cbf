import { closeSync, fsyncSync, openSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'

import Conf from 'conf'
import * as z from 'zod'

import type { DamagedFiles } from './damaged-files.ts'
import { firstVersion } from './file-version.ts'
import { parseAs } from './parse-as.ts'
import { privateMode } from './write-durably.ts'

/** A small file of names and values, read once and replaced whole. Whoever assigns `store` waits for the disk. */
export interface JsonFile {
  store: Record<string, unknown>
}

export interface JsonFilePlace {
  readonly dir: string
  /** Without the `.json` that the file has. */
  readonly name: string
  readonly mode: number
}

/**
 * Opens it, or one that is empty, with the library that a shell has for it. A file that holds anything else, or is of a
 * later version, is set aside first, for such a library would start anew in its place.
 */
export function openJsonFile(
  path: string,
  damaged: Pick<DamagedFiles, 'setAside'>,
  openStore: (place: JsonFilePlace) => JsonFile = openConf,
): JsonFile {
  const dir = dirname(path)
  if (!isSound(path)) damaged.setAside(path, null)
  const file = openStore({ dir, name: basename(path, '.json'), mode: privateMode })
  return {
    get store() {
      const { version: _version, ...values } = file.store
      return values
    },
    set store(values) {
      file.store = { version: 1, ...values }
      syncDirectoryNow(dir)
    },
  }
}

function openConf({ dir, name, mode }: JsonFilePlace): JsonFile {
  return new Conf({ cwd: dir, configName: name, configFileMode: mode })
}

const namedValues = z.looseObject({ version: firstVersion })

function isSound(path: string): boolean {
  try {
    return parseAs(namedValues, readFileSync(path, 'utf8')) !== undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return true
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
