import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { newDraft } from '../../../shared/model/new-draft.ts'
import type { RequestDraft } from '../../../shared/model/request.ts'
import type { RequestTab } from '../../../shared/model/request-workspace.ts'
import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import { createWorkspaceStore, type WorkspaceStore } from './workspace-store.ts'

let dir: string
let store: WorkspaceStore

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'workspace-'))
  const damaged = createDamagedFiles({ now: () => Date.UTC(2026, 0, 2, 3, 4, 5), log: () => {} })
  store = createWorkspaceStore({ dir, damaged })
})

afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

test('is empty at first, and then as it was left, whatever order the saves were asked in', async () => {
  const tabs = [tab('a', {}), tab('b', { url: 'http://{{cloud.image}}/v2/images?limit=1' })]

  expect(await store.read()).toEqual({ tabs: [], activeId: null })
  await Promise.all([store.save({ tabs: [], activeId: null }), store.save({ tabs, activeId: 'b' })])

  expect(await store.read()).toEqual({ tabs, activeId: 'b' })
  expect(await readdir(dir)).toEqual(['workspace.json'])
})

test('writes no secret that was typed out, and every one that stands behind a name', async () => {
  const typed = 'typed-out-value'
  const named = tab('named', withSecret('{{secret}}'))

  await store.save({ tabs: [tab('typed', withSecret(typed)), named], activeId: 'named' })

  expect(await readFile(join(dir, 'workspace.json'), 'utf8')).not.toContain(typed)
  expect((await store.read()).tabs[1]).toEqual(named)
})

test('opens what is whole of a damaged file, and sets the rest aside', async () => {
  const whole = tab('whole', {})
  const text = JSON.stringify({ tabs: [{ id: 'broken' }, whole], activeId: 'broken' })
  await writeFile(join(dir, 'workspace.json'), text)

  expect(await store.read()).toEqual({ tabs: [whole], activeId: 'whole' })

  const aside = join(dir, 'workspace.json.damaged-2026-01-02T03-04-05-000Z')
  expect(await readFile(aside, 'utf8')).toBe(text)
  await writeFile(join(dir, 'workspace.json'), '{"tabs": [')
  expect(await store.read()).toEqual({ tabs: [], activeId: null })
  expect(await readFile(aside, 'utf8')).toBe('{"tabs": [')
})

test('forgets a file that only a page held, and says when there is no room', async () => {
  const file = { handle: 'h1', name: 'a.img', sizeBytes: 1, heldBy: 'page' } as const
  const chosen = tab('a', { body: { kind: 'file', file } })
  await store.save({ tabs: [chosen], activeId: 'a' })

  expect((await store.read()).tabs[0]?.draft.body).toEqual({ kind: 'file', file: null })
  await rm(dir, { recursive: true })
  await writeFile(dir, 'in the way')
  await expect(store.save({ tabs: [], activeId: null })).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' })
})

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
