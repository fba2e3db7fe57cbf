import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { AppError } from '../../../../shared/errors.ts'
import { formatBytes } from '../../../../shared/format-bytes.ts'
import { CollectionReader } from '../../collections/collection-reader.ts'
import { collectionFileName } from '../../collections/collection-index.ts'
import { readTree } from '../../collections/read-tree.ts'
import type { FileRegistry } from '../../files/file-registry.ts'
import type { ImportFile } from './bruno/from-bruno.ts'
import { decodeText } from './decode-text.ts'
import { deepestFolder } from './import-context.ts'
import { moveSecrets, type ReadImport } from './move-secrets.ts'
import { largestJsonBytes } from './parse-document.ts'
import { readBrunoFolder, readImport } from './read-import.ts'

const mostFiles = 20_000

/**
 * Reads an exported file, or a folder of Bruno's in either of its languages. Links in a folder are not followed.
 * Throws FILE_UNREADABLE or IMPORT_UNREADABLE.
 */
export async function readImportPath(
  path: string,
  { passphrase, files }: { passphrase: string | null; files: Pick<FileRegistry, 'addPath' | 'find'> },
  signal: AbortSignal,
): Promise<ReadImport> {
  const name = basename(path)
  try {
    const about = await stat(path)
    if (about.isDirectory()) return await readFolder(path, files, signal)
    if (about.size > largestJsonBytes) throw tooLarge(name)
    return readImport({ name, bytes: await readFile(path, { signal }) }, passphrase)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof Error && 'code' in error) || error instanceof AppError) throw error
    throw new AppError('FILE_UNREADABLE', { name, detail: String(error.code) }, { cause: error })
  }
}

async function readFolder(
  root: string,
  files: Pick<FileRegistry, 'addPath' | 'find'>,
  signal: AbortSignal,
): Promise<ReadImport> {
  if ((await readdir(root)).includes(collectionFileName)) return await readYamlFolder(root, files, signal)
  const found = await bruFiles(root, signal)
  if (found.every(({ path }) => path === 'bruno.json'))
    throw new AppError('IMPORT_UNREADABLE', { name: basename(root), reason: 'unknown-format', detail: '' })
  return readBrunoFolder(found)
}

async function readYamlFolder(
  root: string,
  files: Pick<FileRegistry, 'addPath' | 'find'>,
  signal: AbortSignal,
): Promise<ReadImport> {
  const reader = new CollectionReader({ id: 'import', root, isFixed: true }, files)
  const { root: folder, environments, losses } = await readTree(reader, 'import', signal)
  const notes = losses.map(({ path, what, isLost }) => ({
    item: path.join(' / '),
    code: isLost ? ('item-unreadable' as const) : ('setting-left-out' as const),
    detail: what,
  }))
  return moveSecrets({ format: 'opencollection', root: folder, environments, cookies: [], notes })
}

async function bruFiles(root: string, signal: AbortSignal): Promise<ImportFile[]> {
  const found: ImportFile[] = []
  let sizeBytes = 0
  const visit = async (inside: readonly string[]): Promise<void> => {
    signal.throwIfAborted()
    const entries = await readdir(join(root, ...inside), { withFileTypes: true })
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const { name } = entry
      if (name.startsWith('.') || name === 'node_modules') continue
      if (entry.isDirectory() && inside.length < deepestFolder) await visit([...inside, name])
      const isAbout = name === 'bruno.json' && inside.length === 0
      if (!entry.isFile() || !(name.endsWith('.bru') || isAbout)) continue
      const path = join(root, ...inside, name)
      sizeBytes += (await stat(path)).size
      if (sizeBytes > largestJsonBytes || found.length >= mostFiles) throw tooLarge(basename(root))
      const bytes = await readFile(path)
      found.push({ path: [...inside, name].join('/'), text: decodeText(bytes) ?? '' })
    }
  }
  await visit([])
  return found
}

function tooLarge(name: string): AppError {
  const detail = formatBytes(largestJsonBytes)
  return new AppError('IMPORT_UNREADABLE', { name, reason: 'too-large', detail })
}
