import { mkdir, writeFile } from 'node:fs/promises'
import { writeSync } from 'node:fs'
import { join } from 'node:path'

import { newDraft } from '../../../../shared/model/new-draft.ts'
import { type CloudRecord, openCloudStore } from '../../clouds/cloud-store.ts'
import { createCollections } from '../../collections/create-collections.ts'
import { createFileRegistry } from '../../files/create-file-registry.ts'
import { defaultHistoryLimits } from '../../../../shared/model/history-limits.ts'
import { createBodyStore } from '../../history/create-body-store.ts'
import { createHistory } from '../../history/create-history.ts'
import { answering, request } from '../../history/history-trial.ts'
import { createSettingsStore } from '../../settings/create-settings-store.ts'
import { openVault } from '../../vault/create-vault.ts'
import { createMemoryKeyStore } from '../../vault/key-store.ts'
import { createWorkspaceStore } from '../../workbench/workspace-store.ts'
import { createDamagedFiles } from '../damaged-files.ts'
import { openJsonFile } from '../open-json-file.ts'
import { sweepHalfWritten } from '../write-durably.ts'

/** One thing that is kept: a number, which each save makes greater by one. */
interface Kept {
  read(): Promise<number>
  save(value: number): Promise<unknown>
}

const never = new AbortController().signal
const damaged = createDamagedFiles({ now: Date.now, log: (line) => process.stderr.write(`${line}\n`) })

/** Saves into every store at once, without end, and says on stdout what each holds and what each has saved. */
async function run(dir: string, passphrase: string): Promise<void> {
  for (const each of [dir, join(dir, 'history')]) await sweepHalfWritten(each)
  const stores = Object.entries({
    clouds: await keptClouds(dir),
    settings: keptSettings(dir),
    workspace: keptWorkspace(dir),
    vault: await keptVault(dir, passphrase),
    history: await keptHistory(dir),
    collection: await keptCollection(dir),
  })
  const values = await Promise.all(stores.map(async ([name, store]) => [name, await store.read()] as const))
  tell({ opened: Object.fromEntries(values) })
  await Promise.all(stores.map(([name, store], at) => saveWithoutEnd(name, store, values[at]![1])))
}

async function saveWithoutEnd(name: string, store: Kept, from: number): Promise<never> {
  for (let value = from + 1; ; value += 1) {
    await store.save(value)
    tell({ saved: name, value })
  }
}

/** Straight into the pipe: what was told before the kill has arrived. */
function tell(message: object): void {
  writeSync(1, `${JSON.stringify(message)}\n`)
}

async function keptClouds(dir: string): Promise<Kept> {
  const store = await openCloudStore({ dir, damaged, onChange: () => {} })
  return {
    read: async () => Number(store.all()[0]?.settings.name ?? 0),
    save: (value) => store.change(() => [cloudCalled(`${value}`)], never),
  }
}

function keptSettings(dir: string): Kept {
  const store = createSettingsStore(openJsonFile(join(dir, 'settings.json'), damaged))
  return {
    read: async () => Number(store.get().activeCloudId ?? 0),
    save: async (value) => {
      store.change({ activeCloudId: `${value}` })
      // Assigning waits for the disk; the others have their turn before the next.
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

function keptWorkspace(dir: string): Kept {
  const store = createWorkspaceStore({ dir, damaged })
  let revision: string | null = null
  return {
    async read() {
      const { tabs } = await store.read()
      revision = tabs[0]?.revision ?? null
      return tabs.length > 1 ? Number.NaN : Number(tabs[0]?.draft.docs ?? 0)
    },
    async save(value) {
      const tab = { id: 'kept', sourceId: null, original: newDraft, draft: { ...newDraft, docs: `${value}` } }
      const open = { activeId: 'kept', environmentId: null, closed: [], windowId: 'one' }
      const order = [{ id: 'kept', revision }]
      const saved = await store.save({ ...open, changed: [{ ...tab, revision }], order })
      revision = saved.revisions[0]?.revision ?? null
    },
  }
}

async function keptVault(dir: string, passphrase: string): Promise<Kept> {
  const path = join(dir, 'vault.json')
  const vault = await openVault({ platform: createMemoryKeyStore(), path, damaged })
  await vault.unlock(passphrase, never)
  return {
    read: async () => Number((await vault.keyStore.get('value')) ?? 0),
    save: (value) => vault.keyStore.set('value', `${value}`),
  }
}

const limits = () => ({ ...defaultHistoryLimits, mostRecords: 20 })

/** Also purges: the cap is smaller than what is made. */
async function keptHistory(dir: string): Promise<Kept> {
  const bodies = await createBodyStore({ dir: join(dir, 'bodies') })
  const history = await createHistory({ dir: join(dir, 'history'), bodies, damaged, limits })
  const send = history.recorded(answering({ status: 200, body: 'x' }))
  return {
    async read() {
      const all = { text: '', cloudId: null, imageId: null, limit: 100, offset: 0 }
      const { records } = await history.list(all, never)
      const values = records.map(({ id }) => Number(id)).toSorted((a, b) => a - b)
      const isWhole = values.every((value, at) => value === values[0]! + at)
      return isWhole ? (values.at(-1) ?? 0) : Number.NaN
    },
    async save(value) {
      for await (const event of send(request({ id: `${value}` }), never)) void event
      await history.close()
    },
  }
}

/** A request that is saved over and over, among others that come, go and move. */
async function keptCollection(dir: string): Promise<Kept> {
  const root = join(dir, 'collection')
  await mkdir(root, { recursive: true })
  await writeFile(join(root, 'opencollection.yml'), 'opencollection: 1.0.0\ninfo: { name: Kept }\n')
  const files = createFileRegistry()
  const keyStore = createMemoryKeyStore()
  const assetsDir = join(dir, 'no-assets')
  const collections = await createCollections({ dir, assetsDir, files, keyStore, damaged, log: () => {} })
  const draft = { ...newDraft, name: 'kept' }
  let kept = ''
  return {
    async read() {
      const { id: folderId, items, problem } = await collections.open(root, never)
      const saved = await Promise.all(items.map(({ id }) => collections.show(id, never)))
      const values = saved.map(({ docs }) => Number(docs))
      kept =
        items[0]?.id ?? (await collections.createRequest({ folderId, draft: { ...draft, docs: '0' } }, never))
      await Promise.all(items.slice(1).map(({ id }) => collections.remove(id, never)))
      return problem === null ? Math.max(0, ...values) : Number.NaN
    },
    async save(value) {
      await collections.save({ id: kept, draft: { ...draft, docs: `${value}` } }, never)
      if (value % 4 !== 0) return
      const copy = await collections.duplicate(kept, never)
      const folderId = kept.slice(0, kept.indexOf('/'))
      await collections.move({ id: copy, folderId, beforeId: kept }, never)
      await collections.remove(copy, never)
    },
  }
}

function cloudCalled(name: string): CloudRecord {
  return {
    id: 'c1',
    origin: 'added',
    settings: {
      name,
      authUrl: 'https://identity.example.org/v3',
      auth: {
        method: 'password',
        user: { name: 'demo', domain: { name: 'Default' } },
        scope: { kind: 'unscoped' },
      },
      regionName: null,
      interface: 'public',
      verifyTls: true,
      caFile: null,
      clientCertFile: null,
      clientKeyFile: null,
      imageEndpoint: null,
      colour: 'teal',
      isProtected: false,
    },
    hasSecret: false,
  }
}

const [, , dir = '', passphrase = ''] = process.argv
await run(dir, passphrase)
