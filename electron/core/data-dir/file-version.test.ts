import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { defaultTransferLimits } from '../../../shared/model/transfer-limits.ts'
import { openCollectionList } from '../collections/collection-list.ts'
import { openLimits } from '../transfers/open-limits.ts'
import { createWorkspaceStore } from '../workbench/workspace-store.ts'
import { createDamagedFiles, type DamagedFiles } from './damaged-files.ts'
import { openJsonFile } from './open-json-file.ts'

interface Kept {
  readonly file: string
  /** Something that it may hold. */
  readonly values: Record<string, unknown>
  /** Opens it, writes it anew, and answers what it held. */
  reopen(damaged: DamagedFiles): Promise<unknown>
  readonly held: unknown
  readonly heldByNone: unknown
}

let dir: string
let damaged: DamagedFiles

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-version-'))
  damaged = createDamagedFiles({ now: () => 0, log: () => {} })
})
afterEach(() => rm(dir, { recursive: true }))

const limits = { ...defaultTransferLimits, atOncePerCloud: 7 }

const kept: readonly Kept[] = [
  {
    file: 'limits.json',
    values: limits,
    async reopen(damagedFiles) {
      const store = await openLimits(join(dir, 'limits.json'), damagedFiles)
      const held = store.get()
      await store.set(held)
      return held
    },
    held: limits,
    heldByNone: defaultTransferLimits,
  },
  {
    file: 'collections.json',
    values: { open: ['/requests'], recent: [] },
    async reopen(damagedFiles) {
      const list = await openCollectionList(dir, damagedFiles)
      const held = list.open()
      await list.remember({ path: '/more', name: 'More' })
      return held
    },
    held: ['/requests'],
    heldByNone: [],
  },
  {
    file: 'workspace.json',
    values: { tabs: [], activeId: null, environmentId: 'staging' },
    async reopen(damagedFiles) {
      const store = createWorkspaceStore({ dir, damaged: damagedFiles })
      const { environmentId } = await store.read()
      await store.save({ windowId: 'one', changed: [], closed: [], order: [], activeId: null, environmentId })
      return environmentId
    },
    held: 'staging',
    heldByNone: null,
  },
  {
    file: 'settings.json',
    values: { theme: 'dark' },
    async reopen(damagedFiles) {
      const file = openJsonFile(join(dir, 'settings.json'), damagedFiles)
      const held = file.store
      file.store = held
      return held
    },
    held: { theme: 'dark' },
    heldByNone: {},
  },
]

test.each(kept)('$file from before there were versions opens, and is written with one', async (store) => {
  await writeFile(join(dir, store.file), JSON.stringify(store.values))

  expect(await store.reopen(damaged)).toEqual(store.held)

  expect(JSON.parse(await readFile(join(dir, store.file), 'utf8'))).toMatchObject({ version: 1 })
  expect(await readdir(dir)).toEqual([store.file])
})

test.each(kept)('$file of a later version is kept aside as it is', async (store) => {
  const text = JSON.stringify({ version: 2, ...store.values, future: 'unheard of' })
  await writeFile(join(dir, store.file), text)

  expect(await store.reopen(damaged)).toEqual(store.heldByNone)

  const aside = `${store.file}.damaged-1970-01-01T00-00-00-000Z`
  expect(await readdir(dir)).toEqual([store.file, aside])
  expect(await readFile(join(dir, aside), 'utf8')).toBe(text)
})
