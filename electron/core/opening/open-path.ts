import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import type { OpenedFile } from '../../../shared/model/opened-file.ts'
import { collectionFileName } from '../collections/collection-index.ts'
import type { Core } from '../core.ts'

/** As much as a command or a clouds.yaml may have. */
const mostBytes = 1_000_000

/** Finds out what the operator opened with Arclight. A collection is opened; anything else waits for the page. */
export async function openPath(
  core: Pick<Core, 'collections' | 'files'>,
  path: string,
  signal: AbortSignal,
): Promise<OpenedFile> {
  try {
    return await open(core, path, signal)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { kind: 'failed', problem: { code: error.code, data: error.data } }
  }
}

async function open(
  { collections, files }: Pick<Core, 'collections' | 'files'>,
  path: string,
  signal: AbortSignal,
): Promise<OpenedFile> {
  const found = await stat(path).catch(() => null)
  const name = basename(path)
  if (found?.isDirectory() || name === collectionFileName) {
    const collection = await collections.open(found?.isDirectory() ? path : dirname(path), signal)
    return { kind: 'collection', name: collection.name }
  }
  const text = found?.isFile() && found.size <= mostBytes ? await readText(path, signal) : null
  if (text !== null && isClouds(name, text)) return { kind: 'clouds', name, text }
  if (text !== null && isCurl(name, text)) return { kind: 'curl', command: text }
  return { kind: 'other', file: await files.addPath(path, signal) }
}

/** Null for what is no text, or cannot be read: whoever needs it then says why. */
async function readText(path: string, signal: AbortSignal): Promise<string | null> {
  const bytes = await readFile(path, { signal }).catch(() => null)
  signal.throwIfAborted()
  return bytes === null || bytes.includes(0) ? null : bytes.toString('utf8')
}

function isClouds(name: string, text: string): boolean {
  if (/^(clouds|secure|clouds-public)\.(ya?ml|json)$/i.test(name)) return true
  const isYaml = /^\.(ya?ml)$/i.test(extname(name))
  return isYaml
    ? /^(clouds|public-clouds):\s*(#.*)?$/m.test(text)
    : /^\s*(export\s+|set\s+)?OS_AUTH_URL=/m.test(text)
}

function isCurl(name: string, text: string): boolean {
  return /\.curl$/i.test(name) || /^\s*(\$\s+)?curl\s/m.test(text)
}
