import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { newDraft } from '../../../shared/model/new-draft.ts'
import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import { createFileRegistry } from '../files/create-file-registry.ts'
import { createMemoryKeyStore, type KeyStore } from '../vault/key-store.ts'
import { createCollections, type OpenCollections } from './create-collections.ts'

const assetsDir = join(import.meta.dirname, '../../../assets')
const signal = new AbortController().signal

let dir: string
let root: string
let keyStore: KeyStore
let collections: OpenCollections

beforeEach(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'collections-')))
  root = join(dir, 'mine')
  keyStore = createMemoryKeyStore()
  collections = await start()
})

afterEach(async () => {
  await collections.close()
  await rm(dir, { recursive: true })
})

test('keeps what it does not know when it writes a request', async () => {
  await collectionOf({
    'a.yml': `# by hand
info:
  name: A # the first
  type: http
  seq: 1
  tags: [smoke]

http:
  method: GET
  url: http://c/
  headers:
    - name: X-A
      value: "1"
      annotation: mine
  auth: { type: awsv4, region: eu }

runtime:
  scripts:
    - type: tests
      code: ok()
  assertions:
    - expression: res.body.length + 1
      operator: eq
      value: "2"
`,
  })
  const { id } = await collections.open(root, signal)
  const saved = await collections.show(`${id}/a`, signal)

  await collections.save({ id: `${id}/a`, draft: { ...saved, url: 'http://d/' } }, signal)

  expect(saved.unsupported).toEqual(['http.auth', 'runtime.scripts', 'runtime.assertions'])
  const text = await readFile(join(root, 'a.yml'), 'utf8')
  for (const kept of [
    '# by hand',
    '# the first',
    'smoke',
    'annotation: mine',
    'awsv4',
    'ok()',
    'res.body.length + 1',
  ])
    expect(text).toContain(kept)
  expect(text).toContain('url: http://d/')
})

test('writes no secret, says where it stands, and leaves the file as it was', async () => {
  await collectionOf({ 'a.yml': request('A', 1) })
  const { id } = await collections.open(root, signal)
  const before = await readFile(join(root, 'a.yml'), 'utf8')
  const drafts = [
    { ...newDraft, headers: [{ name: 'X-Auth-Token', value: 'abc', isEnabled: true }] },
    { ...newDraft, url: `http://c/?x=gAAAAA${'b'.repeat(80)}` },
    { ...newDraft, body: { kind: 'text' as const, text: '{"user": {"password": "pw"}}' } },
    { ...newDraft, auth: { kind: 'basic' as const, username: 'me', password: 'pw' } },
    { ...newDraft, headers: [{ name: 'Authorization', value: 'Bearer abcdefghijkl', isEnabled: false }] },
  ]
  const keys: unknown[] = []

  for (const draft of drafts) {
    await collections.save({ id: `${id}/a`, draft }, signal).catch((error: { data: { key: string } }) => {
      keys.push(error.data.key)
    })
  }
  const referring = { ...newDraft, headers: [{ name: 'X-Auth-Token', value: '{{token}}', isEnabled: true }] }

  expect(keys).toEqual([
    'headers: X-Auth-Token',
    'url',
    'body: user.password',
    'auth: password',
    'headers: Authorization',
  ])
  expect(await readFile(join(root, 'a.yml'), 'utf8')).toBe(before)
  await collections.save({ id: `${id}/a`, draft: referring }, signal)
  expect(await readFile(join(root, 'a.yml'), 'utf8')).toContain('{{token}}')
})

function start(): Promise<OpenCollections> {
  const damaged = createDamagedFiles({ now: Date.now, log: () => {} })
  return createCollections({ dir, assetsDir, files: createFileRegistry(), keyStore, damaged, log: () => {} })
}

async function collectionOf(files: Record<string, string>): Promise<void> {
  const all = { 'opencollection.yml': 'opencollection: 1.0.0\ninfo: { name: Mine }\n', ...files }
  for (const [name, text] of Object.entries(all)) {
    await mkdir(join(root, name, '..'), { recursive: true })
    await writeFile(join(root, name), text)
  }
}

function request(name: string, seq: number): string {
  return `info:\n  name: ${name}\n  type: http\n  seq: ${seq}\n\nhttp:\n  method: GET\n  url: http://cloud/\n`
}
