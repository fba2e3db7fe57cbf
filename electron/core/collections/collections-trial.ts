import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import { createFileRegistry } from '../files/create-file-registry.ts'
import { createMemoryKeyStore, type KeyStore } from '../vault/key-store.ts'
import { createCollections, type OpenCollections } from './create-collections.ts'

export interface CollectionsTrial {
  readonly dir: string
  /** Where the collection of the trial lies. */
  readonly root: string
  readonly keyStore: KeyStore
  start(): Promise<OpenCollections>
  /** Writes the collection as another program would. */
  write(files: Readonly<Record<string, string>>): Promise<void>
  end(): Promise<void>
}

/** A folder of its own for the collections of one test. */
export async function collectionsTrial(): Promise<CollectionsTrial> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'collections-')))
  const root = join(dir, 'mine')
  const keyStore = createMemoryKeyStore()
  const assetsDir = join(import.meta.dirname, '../../../assets')
  return {
    dir,
    root,
    keyStore,
    start: () => {
      const damaged = createDamagedFiles({ now: Date.now, log: () => {} })
      const files = createFileRegistry()
      return createCollections({ dir, assetsDir, files, keyStore, damaged, log: () => {} })
    },
    write: async (files) => {
      const all = { 'opencollection.yml': 'opencollection: 1.0.0\ninfo: { name: Mine }\n', ...files }
      for (const [name, text] of Object.entries(all)) {
        await mkdir(join(root, name, '..'), { recursive: true })
        await writeFile(join(root, name), text)
      }
    },
    end: () => rm(dir, { recursive: true }),
  }
}

/** The text of a request file. */
export function requestFile(name: string, seq: number, url = 'http://cloud/'): string {
  return `info:\n  name: ${name}\n  type: http\n  seq: ${seq}\n\nhttp:\n  method: GET\n  url: "${url}"\n`
}
