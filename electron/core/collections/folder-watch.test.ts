import { writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createFileRegistry } from '../files/create-file-registry.ts'
import { CollectionReader } from './collection-reader.ts'
import { FolderWatch } from './folder-watch.ts'

const signal = new AbortController().signal
const patient = { timeout: 20_000 }

let root: string
let reader: CollectionReader
let told: number
let onChange: () => void = () => {}

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'watched-')))
  await write('opencollection.yml', 'opencollection: 1.0.0\ninfo:\n  name: Mine\n')
  await write('f/a.yml', request('A'))
  told = 0
  const watch = new FolderWatch({
    onChange: () => {
      told += 1
      reader.forget()
      onChange()
    },
    log: () => {},
  })
  reader = new CollectionReader({ id: 'mine', root, isFixed: false }, createFileRegistry(), watch)
})
afterEach(async () => {
  reader.close()
  await rm(root, { recursive: true })
})

test('tells of a burst of changes once, and not of what other tools and half-written files are called', async () => {
  expect(await ids()).toEqual(['mine/f/a'])

  await write('.git', '')
  await write('f/b.yml.tmp-1', request('B'))
  const change = nextChange()
  // In one go, so that a slow machine does not make two bursts of it.
  for (const name of ['b', 'c']) writeFileSync(join(root, 'f', `${name}.yml`), request(name))
  await change

  expect(await ids()).toEqual(['mine/f/a', 'mine/f/b', 'mine/f/c'])
  expect(told).toBe(1)
})

test('tells of what happens in a folder that is new, and in one that took the place of another', async () => {
  await ids()
  await changing(() => write('g/d.yml', request('D')))
  await changing(() => write('g/e.yml', request('E')))
  await expect.poll(ids, patient).toEqual(['mine/f/a', 'mine/g/d', 'mine/g/e'])

  await changing(() => rename(join(root, 'f'), join(root, 'old')))
  await changing(() => write('f/x.yml', request('X')))
  await changing(() => write('f/y.yml', request('Y')))
  await changing(() => write('old/z.yml', request('Z')))

  await expect
    .poll(ids, patient)
    .toEqual(['mine/f/x', 'mine/f/y', 'mine/g/d', 'mine/g/e', 'mine/old/a', 'mine/old/z'])
})

test('tells of an environment that is written after the collection was read', async () => {
  await ids()
  await changing(() => write('environments/lab.yml', 'name: lab\n'))
  await changing(() => write('environments/prod.yml', 'name: prod\n'))

  await expect.poll(environments, patient).toEqual(['lab', 'prod'])
})

test('is read once for all who ask, and one who gives up takes it from nobody', async () => {
  const stop = new AbortController()
  const given = reader.index(stop.signal)
  const [one, other] = [reader.index(signal), reader.index(signal)]
  stop.abort(new Error('enough'))

  await expect(given).rejects.toThrow('enough')
  expect(await one).toBe(await other)
})

/** Each is seen, and all of it read again, before the next one. */
async function changing(change: () => Promise<void>): Promise<void> {
  const next = nextChange()
  await change()
  await next
  await reader.index(signal)
}

function nextChange(): Promise<void> {
  return new Promise((resolve) => {
    onChange = resolve
  })
}

async function ids(): Promise<string[]> {
  return await reader.requestIds('mine', signal)
}

async function environments(): Promise<string[]> {
  return (await reader.index(signal)).environments.map(({ name }) => name)
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(root, path, '..'), { recursive: true })
  await writeFile(join(root, path), text)
}

function request(name: string): string {
  return `info:\n  name: ${name}\n  type: http\n  seq: 1\nhttp:\n  method: GET\n  url: /\n`
}
