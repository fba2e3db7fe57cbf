import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { sweepHalfWritten, writeDurably } from './write-durably.ts'

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-write-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

test('of many writes to one file the last one asked for is there, and nothing beside it', async () => {
  const path = join(dir, 'a.json')

  await Promise.all(Array.from({ length: 20 }, (_, at) => writeDurably(path, `${at}`.repeat(1000))))

  expect(await readFile(path, 'utf8')).toBe('19'.repeat(1000))
  expect(await readdir(dir)).toEqual(['a.json'])
})

test('says why it could not write, and leaves what was there', async () => {
  await writeFile(join(dir, 'file'), 'x')

  const failure = writeDurably(join(dir, 'file', 'a.json'), '{}')

  await expect(failure).rejects.toMatchObject({ code: 'FILE_UNWRITABLE', data: { name: 'a.json' } })
  expect(await readFile(join(dir, 'file'), 'utf8')).toBe('x')
})

test('what a killed process left half written is swept away, and nothing else', async () => {
  const names = ['a.json.tmp-1234567890abcdef', 'a.json', 'a.json.damaged-1970', 'a.tmp-12']
  await Promise.all(names.map((name) => writeFile(join(dir, name), '')))

  await sweepHalfWritten(dir)
  await sweepHalfWritten(join(dir, 'missing'))

  expect((await readdir(dir)).toSorted()).toEqual(names.slice(1).toSorted())
})
