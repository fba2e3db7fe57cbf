import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { CollectionItem } from '../../../shared/model/collection.ts'
import { newDraft } from '../../../shared/model/new-draft.ts'
import { collectionsTrial, type CollectionsTrial, requestFile } from './collections-trial.ts'
import type { OpenCollections } from './create-collections.ts'

const signal = new AbortController().signal

let trial: CollectionsTrial
let root: string
let collections: OpenCollections

beforeEach(async () => {
  trial = await collectionsTrial()
  root = trial.root
  collections = await trial.start()
})

afterEach(async () => {
  await collections.close()
  await trial.end()
})

test('the built-in collection makes the nine calls of the image API in their order', async () => {
  const [builtIn] = await collections.list(signal)

  expect(builtIn).toMatchObject({ id: 'openstack-image', name: 'OpenStack image', path: null, problem: null })
  expect(namesIn(builtIn!.items).map((name) => name.slice(0, 2))).toEqual(
    ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((number) => `${number} `),
  )
  const first = await collections.show('openstack-image/1-get-token', signal)
  expect(first).toMatchObject({ method: 'POST', url: '{{cloud.identity}}/v3/auth/tokens', unsupported: [] })
  expect(first.actions).toMatchObject([{ variable: 'token', isSecret: true, when: { value: '201' } }])
})

test('refuses to change what comes with the app', async () => {
  const saving = collections.save({ id: 'openstack-image/2-list-images', draft: newDraft }, signal)

  await expect(saving).rejects.toMatchObject({
    code: 'COLLECTION_REFUSES',
    data: { reason: 'comes-with-the-app' },
  })
})

test('sweeps what a killed save has left, but for what may still be written', async () => {
  await collections.create({ path: trial.dir, name: 'mine' }, signal)
  const [abandoned, young] = ['a.yml.tmp-1234567890abcdef', 'a.yml.tmp-1234567890abcdee']
  await writeFile(join(root, abandoned), 'half')
  await utimes(join(root, abandoned), 1, 1)
  await writeFile(join(root, young), 'half')
  await collections.close()
  collections = await trial.start()

  await collections.list(signal)

  expect((await readdir(root)).toSorted()).toEqual([young, 'opencollection.yml'])
})

test('makes a collection, and everything in it, as files that can be read', async () => {
  const { id } = await collections.create({ path: trial.dir, name: 'mine' }, signal)
  const folderId = await collections.createFolder({ folderId: id, name: 'Images: all' }, signal)
  const draft = { ...newDraft, name: 'List', url: 'http://c/v2/images', docs: 'All of them.' }
  const requestId = await collections.createRequest({ folderId, draft }, signal)

  expect(await readFile(join(root, 'opencollection.yml'), 'utf8')).toBe(
    'opencollection: 1.0.0\n\ninfo:\n  name: mine\n\nbundled: false\n',
  )
  expect(await readFile(join(root, 'Images- all', 'List.yml'), 'utf8')).toBe(
    [
      'info:\n  name: List\n  type: http\n  seq: 1\n',
      'http:\n  method: GET\n  url: http://c/v2/images\n  auth: inherit\n',
      'settings:\n  timeout: 0\n  followRedirects: true\n  maxRedirects: 10\n',
      'docs: All of them.\n',
    ].join('\n'),
  )
  expect(await collections.show(requestId, signal)).toEqual({ ...draft, id: requestId, unsupported: [] })
  expect(await readdir(root)).toEqual(['Images- all', 'opencollection.yml'])
})

test('lists a damaged file with its sentence, and opens the rest', async () => {
  await trial.write({
    'a.yml': requestFile('A', 1),
    'broken.yml': 'info: [',
    'folder/folder.yml': 'info: {name: F, type: folder, seq: 1}\n',
    'folder/b.yml': requestFile('B', 1),
    'notes.txt': 'x',
  })

  const { items, id } = await collections.open(root, signal)

  expect(namesIn(items)).toEqual(['F', 'B', 'A', 'broken.yml'])
  const damaged = items.find(({ kind }) => kind === 'damaged')
  expect(damaged).toMatchObject({ detail: expect.stringContaining('line 1') })
  await expect(collections.show(`${id}/broken`, signal)).rejects.toMatchObject({
    code: 'REQUEST_DAMAGED',
    data: { name: 'broken.yml' },
  })
})

test('says that a folder is no collection, and that one is not there', async () => {
  await mkdir(root)

  await expect(collections.open(root, signal)).rejects.toMatchObject({ code: 'NOT_A_COLLECTION' })
  await expect(collections.open(join(trial.dir, 'none'), signal)).rejects.toMatchObject({
    code: 'COLLECTION_UNREADABLE',
    data: { detail: 'ENOENT' },
  })
})

test('moves, renames, duplicates and removes, and keeps the order', async () => {
  await trial.write({
    'a.yml': requestFile('A', 1),
    'b.yml': requestFile('B', 2),
    'c.yml': requestFile('C', 3),
  })
  const { id } = await collections.open(root, signal)
  const order = async () => namesIn((await collections.list(signal)).find((one) => one.id === id)!.items)

  await collections.move({ id: `${id}/c`, folderId: id, beforeId: `${id}/a` }, signal)
  expect(await order()).toEqual(['C', 'A', 'B'])
  await collections.rename({ id: `${id}/a`, name: 'New A' }, signal)
  const copyId = await collections.duplicate({ id: `${id}/c`, word: 'copy' }, signal)
  expect(await order()).toEqual(['C', 'C copy', 'New A', 'B'])
  await collections.remove(copyId, signal)
  const folderId = await collections.createFolder({ folderId: id, name: 'F' }, signal)
  const movedId = await collections.move({ id: `${id}/b`, folderId, beforeId: null }, signal)
  expect(movedId).toBe(`${folderId}/b`)
  expect(await order()).toEqual(['F', 'B', 'C', 'New A'])
  await expect(collections.move({ id: folderId, folderId, beforeId: null }, signal)).rejects.toMatchObject({
    data: { reason: 'into-itself' },
  })
})

test('takes a removal back to its place, or beside what has its name meanwhile', async () => {
  await trial.write({ 'a.yml': requestFile('A', 1), 'b.yml': requestFile('B', 2) })
  const { id } = await collections.open(root, signal)
  const order = async () => namesIn((await collections.list(signal)).find((one) => one.id === id)!.items)
  const folderId = await collections.createFolder({ folderId: id, name: 'F' }, signal)
  await collections.move({ id: `${id}/b`, folderId, beforeId: null }, signal)

  const folder = await collections.remove(folderId, signal)
  const first = await collections.remove(`${id}/a`, signal)
  const without = await order()
  await writeFile(join(root, 'a.yml'), requestFile('Another A', 3))
  const restored = [await collections.restore(first), await collections.restore(folder)]

  expect(without).toEqual([])
  expect(restored).toEqual([`${id}/a 2`, folderId])
  expect(await order()).toEqual(['F', 'B', 'A', 'Another A'])
  await expect(collections.restore(first)).rejects.toMatchObject({ code: 'COLLECTION_ITEM_GONE' })
})

test('tells of what another program changes', async () => {
  await trial.write({ 'a.yml': requestFile('A', 1) })
  const { id } = await collections.open(root, signal)
  const events = collections.watch(signal)
  await events.next()

  const told = events.next()
  await writeFile(join(root, 'b.yml'), requestFile('B', 2))

  const names = async () => namesIn((await collections.list(signal)).find((one) => one.id === id)!.items)
  await expect.poll(names, { timeout: 30_000 }).toEqual(['A', 'B'])
  expect(await told).toMatchObject({ done: false })
})

test('remembers what was open, by the same ids, and what was closed as recent', async () => {
  await trial.write({ 'a.yml': requestFile('A', 1) })
  const { id } = await collections.open(root, signal)
  await collections.close()

  collections = await trial.start()
  const ids = (await collections.list(signal)).map((one) => one.id)
  await collections.closeOne(id)

  expect(ids).toEqual(['openstack-image', id])
  expect((await collections.list(signal)).map((one) => one.id)).toEqual(['openstack-image'])
  expect(collections.recent()).toEqual([{ path: root, name: 'Mine' }])
})

test('gives a request what its folders and the environment hold, the nearer winning', async () => {
  const settings = { headers: [], auth: { kind: 'none' as const }, docs: '' }
  const { id } = await collections.create({ path: trial.dir, name: 'mine' }, signal)
  const folderId = await collections.createFolder({ folderId: id, name: 'f' }, signal)
  const requestId = await collections.createRequest({ folderId, draft: { ...newDraft, name: 'r' } }, signal)
  const auth = { kind: 'keystone' as const, cloud: 'lab', scope: { kind: 'system' as const } }
  await collections.saveFolder(
    { id, settings: { ...settings, name: 'mine', auth, variables: [variable('a', '1')] } },
    signal,
  )
  const folder = {
    ...settings,
    name: 'f',
    auth: { kind: 'inherit' as const },
    variables: [variable('b', '2')],
  }
  await collections.saveFolder({ id: folderId, settings: folder }, signal)
  const secret = { name: 'key', value: '', isSecret: true, isEnabled: true }
  const environmentId = await collections.saveEnvironment(
    { collectionId: id, environment: { name: 'Lab', variables: [variable('c', '3'), secret] } },
    signal,
  )
  await collections.setSecret({ placeId: environmentId, name: 'key', value: 'hush' })
  const held = await collections.heldSecrets({ placeId: environmentId, names: ['c', 'key'] })

  const scope = await collections.scopeOf({ sourceId: requestId, environmentId }, signal)

  expect(scope.auth).toEqual(auth)
  expect(
    scope.layers.map(({ origin, definitions }) => [origin, definitions.map(({ name }) => name)]),
  ).toEqual([
    ['collection', ['a']],
    ['environment', ['c', 'key']],
    ['folder', ['b']],
  ])
  expect(await trial.keyStore.get(scope.layers[1]!.secretKey('key'))).toBe('hush')
  expect(await readFile(join(root, 'environments', 'Lab.yml'), 'utf8')).not.toContain('hush')
  expect(held).toEqual(['key'])
})

test('lists ten thousand requests in a second and a half', async () => {
  await mkdir(root)
  await writeFile(join(root, 'opencollection.yml'), 'opencollection: 1.0.0\ninfo: { name: Mine }\n')
  for (let folder = 0; folder < 100; folder += 1) {
    await mkdir(join(root, `f${folder}`))
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        writeFile(join(root, `f${folder}`, `r${index}.yml`), requestFile(`R ${index}`, index + 1)),
      ),
    )
  }

  const before = process.cpuUsage()
  const { items } = await collections.open(root, signal)
  const { user, system } = process.cpuUsage(before)

  expect(namesIn(items)).toHaveLength(10_100)
  // Of the processor, and twice what it takes: what else runs on the machine slows it down.
  expect((user + system) / 1000).toBeLessThan(3000)
}, 60_000)

function variable(name: string, value: string) {
  return { name, value, isSecret: false, isEnabled: true }
}

function namesIn(items: readonly CollectionItem[]): string[] {
  return items.flatMap((item) => [item.name, ...(item.kind === 'folder' ? namesIn(item.items) : [])])
}
