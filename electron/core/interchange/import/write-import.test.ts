import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { newDraft } from '../../../../shared/model/new-draft.ts'
import type { RequestDraft } from '../../../../shared/model/request.ts'
import { createCollections, type OpenCollections } from '../../collections/create-collections.ts'
import { createDamagedFiles } from '../../data-dir/damaged-files.ts'
import { createFileRegistry } from '../../files/create-file-registry.ts'
import { createMemoryKeyStore, type KeyStore } from '../../vault/key-store.ts'
import type { Interchange } from '../interchange.ts'
import { interchangeTrial } from '../interchange-trial.ts'
import { samples } from './import-samples.ts'

const signal = new AbortController().signal
const files = createFileRegistry()

let dir: string
let keyStore: KeyStore
let collections: OpenCollections
let interchange: Interchange

beforeEach(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'write-import-')))
  keyStore = createMemoryKeyStore()
  const damaged = createDamagedFiles({ now: Date.now, log: () => {} })
  collections = await createCollections({
    dir,
    assetsDir: join(dir, 'none'),
    files,
    keyStore,
    damaged,
    log: () => {},
  })
  interchange = interchangeTrial({ files, collections })
})

afterEach(async () => {
  await collections.close()
  await rm(dir, { recursive: true })
})

test.each(Object.entries(samples))(
  'writes %s as a collection that opens as what came in',
  async (name, text) => {
    const path = join(dir, name === 'bru' ? 'sample.bru' : 'sample')
    await writeFile(path, text)

    const to = join(dir, 'out')
    const report = await interchange.importPath({ path, passphrase: null, to }, signal)

    const opened = await collections.open(to, signal)
    const ids = await collections.requestIds(opened.id, signal)
    const drafts = await Promise.all(ids.map((id) => collections.show(id, signal)))
    const came = report.requests.map(({ draft }) => normal(draft))
    expect(drafts.map(normal)).toEqual(expect.arrayContaining(came))
    expect(drafts).toHaveLength(came.length)
    expect(opened.environments).toHaveLength(report.counts.environments)
    expect(opened.problem).toBeNull()
  },
)

test('writes nothing of a file that it cannot read, into a folder that holds something, or after Stop', async () => {
  await writeFile(join(dir, 'broken'), samples.postman.slice(0, 300))
  await writeFile(join(dir, 'good'), samples.postman)
  await mkdir(join(dir, 'mine'))
  await writeFile(join(dir, 'mine', 'note.txt'), 'keep me')
  const before = await readdir(dir)
  const take = (from: string, to: string, stop = signal) =>
    interchange.importPath({ path: join(dir, from), passphrase: null, to: join(dir, to) }, stop)

  await expect(take('broken', 'out')).rejects.toMatchObject({ code: 'IMPORT_UNREADABLE' })
  await expect(take('good', 'mine')).rejects.toMatchObject({ code: 'FILE_EXISTS', data: { name: 'mine' } })
  await expect(take('good', 'out', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  await expect(take('gone', 'out')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  expect(await readdir(dir)).toEqual(before)
  expect(await readdir(join(dir, 'mine'))).toEqual(['note.txt'])
})

test('puts an import into a folder of a collection, its secrets into the key store, and lets nothing be lost', async () => {
  const { id: collectionId } = await collections.create({ path: dir, name: 'Mine' }, signal)
  await collections.saveEnvironment(
    {
      collectionId,
      environment: { name: 'lab', variables: [{ name: 'a', value: '1', isSecret: false, isEnabled: true }] },
    },
    signal,
  )
  const path = join(dir, 'arc.json')
  await writeFile(path, samples.arc)
  const { handle } = await files.addPath(path, signal)

  const { id } = await interchange.importInto(
    { file: handle, passphrase: null, folderId: collectionId },
    signal,
  )

  const [mine] = await collections.list(signal)
  expect(mine?.items).toMatchObject([
    { kind: 'folder', id, items: [{ name: 'Keystone' }, { name: 'Upload' }] },
  ])
  expect(mine?.environments.map(({ name }) => name)).toEqual(['default', 'lab 2', 'lab'])
  expect(await collections.environment(`${collectionId}/environments/lab`, signal)).toMatchObject({
    variables: [{ name: 'a' }],
  })
  expect(await keyStore.get(`variable/${id}/password_2`)).toBe('s3cret')
  expect(await keyStore.get(`variable/${collectionId}/environments/lab 2/password`)).toBe('hunter2')
  expect(await textOf(join(dir, 'Mine'))).not.toMatch(/s3cret|hunter2|gAAAA/)
})

test('reads a folder of Bruno in either of its languages', async () => {
  const bruno = join(dir, 'bru')
  const yaml = join(dir, 'yaml')
  await mkdir(join(bruno, 'v3'), { recursive: true })
  await writeFile(join(bruno, 'bruno.json'), '{"name": "Glance"}')
  await writeFile(join(bruno, 'v3', 'token.bru'), samples.bru)

  const first = await interchange.importPath({ path: bruno, passphrase: null, to: yaml }, signal)
  await writeFile(join(yaml, 'broken.yml'), 'info: [')
  const again = await interchange.importPath({ path: yaml, passphrase: null, to: join(dir, 'copy') }, signal)

  expect(first).toMatchObject({ format: 'bruno', name: 'Glance', requests: [{ folder: ['v3'] }] })
  expect(again).toMatchObject({ format: 'opencollection', name: 'Glance', requests: [{ folder: ['v3'] }] })
  expect(again.requests.map(({ draft }) => normal(draft))).toEqual(
    first.requests.map(({ draft }) => normal(draft)),
  )
  expect(again.notes).toMatchObject([{ item: 'broken.yml', code: 'item-unreadable' }])
  await expect(
    interchange.importPath(
      { path: join(bruno, 'v3', '..', '..'), passphrase: null, to: join(dir, 'no') },
      signal,
    ),
  ).resolves.toMatchObject({ format: 'bruno' })
})

/** What a file cannot tell: a text without a language has the one that it looks like, and claims stand apart from captures. */
function normal({ body, ...draft }: RequestDraft) {
  const shown = body.kind === 'text' ? { kind: 'text', text: body.text } : body
  const all = {
    ...newDraft,
    ...draft,
    name: draft.name || `${draft.method} request`,
    body: shown,
    actions: draft.actions.toSorted(byKind),
  }
  const { id: _id, unsupported: _none, ...rest } = all as typeof all & { id?: string; unsupported?: string[] }
  return rest
}

function byKind(a: { kind: string }, b: { kind: string }): number {
  if (a.kind === b.kind) return 0
  return a.kind < b.kind ? -1 : 1
}

async function textOf(root: string): Promise<string> {
  const names = await readdir(root, { recursive: true, withFileTypes: true })
  const texts = names
    .filter((entry) => entry.isFile())
    .map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8'))
  return (await Promise.all(texts)).join('\n')
}
