import { plainCloudSettings } from '../../../shared/model/plain-cloud-settings.ts'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import { type CloudRecord, type CloudStore, openCloudStore } from './cloud-store.ts'

const never = new AbortController().signal
let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-cloud-store-'))
})
afterEach(() => rm(dir, { recursive: true }))

test('gives back what was kept', async () => {
  const store = await open()
  await store.change(() => [recordOf('a'), recordOf('b')], never)

  expect((await open()).all()).toEqual([recordOf('a'), recordOf('b')])
})

test('writes a file that only its owner reads, and leaves no other behind', async () => {
  const store = await open()
  await store.change(() => [recordOf('a')], never)

  expect((await stat(join(dir, 'clouds.json'))).mode & 0o777).toBe(0o600)
  expect(await readdir(dir)).toEqual(['clouds.json'])
})

test('runs changes one after the other, each on what the one before left', async () => {
  const store = await open()

  const ids = Array.from({ length: 20 }, (_, index) => `c${index}`)
  await Promise.all(ids.map((id) => store.change((records) => [...records, recordOf(id)], never)))

  expect((await open()).all().map(({ id }) => id)).toEqual(ids)
})

test('a change that throws changes nothing and holds up none after it', async () => {
  const store = await open()

  const failed = store.change(() => {
    throw new Error('no')
  }, never)
  const next = store.change((records) => [...records, recordOf('a')], never)

  await expect(failed).rejects.toThrow('no')
  await next
  expect(store.all()).toEqual([recordOf('a')])
})

test('a change that was aborted before its turn is not made', async () => {
  const store = await open()

  await expect(store.change(() => [recordOf('a')], AbortSignal.abort(new Error('gone')))).rejects.toThrow(
    'gone',
  )

  expect(store.all()).toEqual([])
})

test('tells an unknown cloud by its id', async () => {
  const store = await open()

  expect(() => store.find('x')).toThrow(
    expect.objectContaining({ code: 'CLOUD_UNKNOWN', data: { cloudId: 'x' } }),
  )
})

test.each(['', '{"version":1,"clouds":', '[]', 'null', '{"version":3,"clouds":[]}', '\u0000\u0000\u0000'])(
  'sets a file aside that reads %j, and starts with none',
  async (text) => {
    await writeFile(join(dir, 'clouds.json'), text)

    const store = await open()

    expect(store.all()).toEqual([])
    const [aside] = (await readdir(dir)).filter((name) => name !== 'clouds.json')
    expect(aside).toBe('clouds.json.damaged-2026-11-24T06-31-48-000Z')
    expect(await readFile(join(dir, aside!), 'utf8')).toBe(text)
  },
)

test('opens the clouds that are whole beside one that is damaged', async () => {
  const damaged = { ...recordOf('b'), settings: { name: '' } }
  const text = JSON.stringify({ version: 2, clouds: [recordOf('a'), damaged, recordOf('a'), recordOf('c')] })
  await writeFile(join(dir, 'clouds.json'), text)

  const store = await open()

  expect(store.all()).toEqual([recordOf('a'), recordOf('c')])
  expect(await readdir(dir)).toHaveLength(2)
  expect((await open()).all()).toEqual([recordOf('a'), recordOf('c')])
  expect(await readdir(dir)).toHaveLength(2)
})

test('says why a file cannot be read', async () => {
  const folder = join(dir, 'folder')
  await writeFile(folder, '')

  await expect(open(folder)).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    data: { name: 'clouds.json', detail: 'ENOTDIR' },
  })
})

test('a change that cannot be written is not made', async () => {
  const store = await open()
  await store.change(() => [recordOf('a')], never)
  await rm(dir, { recursive: true })
  await writeFile(dir, '')

  const failure = store.change(() => [], never)

  await expect(failure).rejects.toMatchObject({ code: 'FILE_UNWRITABLE', data: { name: 'clouds.json' } })
  expect(store.all()).toEqual([recordOf('a')])
})

test('reads what the first version kept, keeps that, and writes it in the form of today', async () => {
  const { settings, hasSecret: hasPassword, ...record } = recordOf('a')
  const { auth, clientCertFile: _, clientKeyFile: __, imageEndpoint: ___, ...rest } = settings
  const { user, scope } = auth as Extract<typeof auth, { method: 'password' }>
  const old = { ...record, hasPassword, settings: { ...rest, user, scope } }
  const text = JSON.stringify({ version: 1, clouds: [old] })
  await writeFile(join(dir, 'clouds.json'), text)

  const store = await open()
  const found = store.all()
  await store.change((records) => records, never)

  expect(found).toEqual([recordOf('a')])
  expect((await open()).all()).toEqual([recordOf('a')])
  expect(JSON.parse(await readFile(join(dir, 'clouds.json'), 'utf8'))).toMatchObject({ version: 2 })
  expect(await readFile(join(dir, 'clouds.json.version-1'), 'utf8')).toBe(text)
  expect(await readdir(dir)).toEqual(['clouds.json', 'clouds.json.version-1'])
})

function open(where = dir): Promise<CloudStore> {
  const damaged = createDamagedFiles({ now: () => Date.parse('2026-11-24T06:31:48Z'), log: () => {} })
  return openCloudStore({ dir: where, damaged, onChange: () => {} })
}

function recordOf(id: string): CloudRecord {
  return {
    id,
    origin: 'added',
    settings: {
      name: `cloud ${id}`,
      authUrl: 'https://identity.example.org/v3',
      auth: {
        method: 'password',
        user: { name: 'demo', domain: { name: 'Default' } },
        scope: { kind: 'project', project: { name: 'demo', domain: { id: 'default' } } },
      },
      ...plainCloudSettings,
    },
    hasSecret: false,
  }
}
