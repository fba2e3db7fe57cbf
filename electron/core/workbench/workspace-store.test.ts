import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { newDraft } from '../../../shared/model/new-draft.ts'
import type { RequestDraft } from '../../../shared/model/request.ts'
import type {
  KeptTab,
  RequestTab,
  RequestWorkspace,
  WorkspaceChange,
} from '../../../shared/model/request-workspace.ts'
import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import { createWorkspaceStore, type WorkspaceStore } from './workspace-store.ts'

let dir: string
let store: WorkspaceStore

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'workspace-'))
  store = openStore()
})

afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

test('is empty at first, and then as it was left, whatever order the saves were asked in', async () => {
  const tabs = [tab('a', {}), tab('b', { url: 'http://{{cloud.image}}/v2/images?limit=1' })]

  expect(await store.read()).toEqual({ tabs: [], activeId: null, environmentId: null })
  await Promise.all([
    store.save(opening([])),
    store.save({ ...opening(tabs), activeId: 'b', environmentId: 'lab/environments/x' }),
  ])

  expect(await reopened()).toMatchObject({ tabs, activeId: 'b', environmentId: 'lab/environments/x' })
  expect(await readdir(dir)).toEqual(['workspace.json'])
})

test('writes no secret that was typed out, and every one that stands behind a name', async () => {
  const typed = 'typed-out-value'
  const named = tab('named', withSecret('{{secret}}'))

  await store.save(opening([tab('typed', withSecret(typed)), named]))

  expect(await readFile(join(dir, 'workspace.json'), 'utf8')).not.toContain(typed)
  expect((await store.read()).tabs[1]).toMatchObject(named)
})

test('opens what is whole of a damaged file, and sets the rest aside', async () => {
  const whole = tab('whole', {})
  const text = JSON.stringify({ tabs: [{ id: 'broken' }, whole], activeId: 'broken' })
  await writeFile(join(dir, 'workspace.json'), text)

  expect(await store.read()).toMatchObject({ tabs: [whole], activeId: 'whole' })

  const aside = join(dir, 'workspace.json.damaged-2026-01-02T03-04-05-000Z')
  expect(await readFile(aside, 'utf8')).toBe(text)
  await writeFile(join(dir, 'workspace.json'), '{"tabs": [')
  expect(await reopened()).toEqual({ tabs: [], activeId: null, environmentId: null })
  expect(await readFile(aside, 'utf8')).toBe('{"tabs": [')
})

test('forgets a file that only a page held, and says when there is no room', async () => {
  const file = { handle: 'h1', name: 'a.img', sizeBytes: 1, heldBy: 'page' } as const
  const part = { kind: 'file', name: 'x', isEnabled: true } as const
  const parts = tab('b', { body: { kind: 'multipart', parts: [{ ...part, file }] } })
  await store.save(opening([tab('a', { body: { kind: 'file', file } }), parts]))

  const bodies = (await store.read()).tabs.map(({ draft }) => draft.body)
  expect(bodies).toEqual([
    { kind: 'file', file: null },
    { kind: 'multipart', parts: [{ ...part, file: null }] },
  ])
  await rm(dir, { recursive: true })
  await writeFile(dir, 'in the way')
  await expect(store.save(opening([]))).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' })
})

test('gives what was written in one window to another, and knows who is behind', async () => {
  const [a] = (await opened([tab('a', {})])) as [KeptTab]
  const written = { ...a, draft: { ...a.draft, url: 'http://first' } }

  const first = await store.save(change([written], [a]))
  const second = await store.save(change([], [a]))

  expect(first.isBehind).toBe(false)
  expect(second.isBehind).toBe(true)
  expect((await store.read()).tabs).toMatchObject([{ id: 'a', draft: { url: 'http://first' } }])
})

test('keeps both texts when two windows wrote the same request', async () => {
  const [a, b] = (await opened([tab('a', {}), tab('b', {})])) as [KeptTab, KeptTab]
  await store.save(change([{ ...a, draft: { ...a.draft, url: 'http://first' } }], [a, b]))

  const second = change([{ ...a, draft: { ...a.draft, url: 'http://second' } }], [a, b])
  const { isBehind } = await store.save({ ...second, windowId: 'second' })

  const { tabs } = await store.read()
  expect(isBehind).toBe(true)
  expect(tabs.map(({ draft }) => draft.url)).toEqual(['http://second', 'http://first', ''])
  expect(new Set(tabs.map(({ id }) => id)).size).toBe(3)
})

test('closes a request unless another window wrote it, and keeps what another window opened', async () => {
  const [a, b] = (await opened([tab('a', {}), tab('b', {})])) as [KeptTab, KeptTab]
  await store.save(change([{ ...a, draft: { ...a.draft, url: 'http://first' } }], [a, b]))
  await store.save(change([{ ...tab('c', {}), revision: null }], [a, b]))

  const closed = [a, b].map(({ id, revision }) => ({ id, revision }))
  await store.save({ ...change([], []), windowId: 'second', closed })

  expect((await store.read()).tabs.map(({ id }) => id)).toEqual(['a', 'c'])
})

test('brings back a request that was closed elsewhere while it was written here', async () => {
  const [a] = (await opened([tab('a', {})])) as [KeptTab]
  await store.save({ ...change([], []), closed: [{ id: a.id, revision: a.revision }] })

  await store.save(change([{ ...a, draft: { ...a.draft, url: 'http://kept' } }], [a]))

  expect((await store.read()).tabs).toMatchObject([{ id: 'a', draft: { url: 'http://kept' } }])
})

test('takes what a window writes for newer than what it wrote, even when it never heard that it was kept', async () => {
  const [a] = (await opened([tab('a', {})])) as [KeptTab]

  for (const url of ['http://c', 'http://cloud'])
    await store.save(change([{ ...a, draft: { ...a.draft, url } }], [a]))

  expect((await store.read()).tabs).toMatchObject([{ id: 'a', draft: { url: 'http://cloud' } }])
})

async function opened(tabs: readonly RequestTab[]): Promise<KeptTab[]> {
  await store.save(opening(tabs))
  return (await store.read()).tabs
}

function openStore(): WorkspaceStore {
  const damaged = createDamagedFiles({ now: () => Date.UTC(2026, 0, 2, 3, 4, 5), log: () => {} })
  return createWorkspaceStore({ dir, damaged })
}

async function reopened(): Promise<RequestWorkspace> {
  return await openStore().read()
}

function opening(tabs: readonly RequestTab[]): WorkspaceChange {
  return change(
    tabs.map((each) => ({ ...each, revision: null })),
    [],
  )
}

function change(
  changed: WorkspaceChange['changed'],
  known: readonly { id: string; revision: string | null }[],
): WorkspaceChange {
  const all = new Map([...known, ...changed].map(({ id, revision }) => [id, revision]))
  const order = [...all].map(([id, revision]) => ({ id, revision }))
  return {
    windowId: 'first',
    changed,
    closed: [],
    order,
    activeId: order[0]?.id ?? null,
    environmentId: null,
  }
}

function tab(id: string, overrides: Partial<RequestDraft>): RequestTab {
  const draft = { ...newDraft, name: id, ...overrides }
  return { id, sourceId: null, original: draft, draft }
}

function withSecret(secret: string): Partial<RequestDraft> {
  return {
    url: `http://cloud/?api_key=${secret}`,
    query: [{ name: 'api_key', value: secret, isEnabled: true }],
    headers: [{ name: 'X-Auth-Token', value: secret, isEnabled: true }],
    body: { kind: 'text', text: `{"password": "${secret}"}` },
    auth: { kind: 'basic', username: 'me', password: secret },
    options: {
      ...newDraft.options,
      proxy: { kind: 'url', url: `http://${secret}:${secret}@proxy:3128`, noProxy: '' },
      clientCertificate: { kind: 'pkcs12', path: '/a.p12', passphrase: secret },
    },
  }
}
