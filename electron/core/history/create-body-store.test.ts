import { appendFile, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createBodyStore } from './create-body-store.ts'

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bodies-'))
})

afterEach(async () => {
  await rm(dir, { recursive: true })
})

test('finds a body that was written to its path, with the type the answer gave', async () => {
  const bodies = await createBodyStore({ dir })
  await writeFile(bodies.pathFor('e1'), 'hello')

  bodies.add('e1', { sizeBytes: 5, contentType: 'text/plain' })

  expect(await bodies.find('e1')).toEqual({ path: join(dir, 'e1'), sizeBytes: 5, contentType: 'text/plain' })
  await bodies.close()
})

test('still finds it after a restart, past a row that a crash has cut', async () => {
  const before = await createBodyStore({ dir })
  before.keep('e1', { bytes: Buffer.from('{}'), contentType: 'application/json' })
  await before.close()
  await appendFile(join(dir, 'index.jsonl'), '{"id":"e2","siz')

  const after = await createBodyStore({ dir })
  after.keep('e3', { bytes: Buffer.from('x'), contentType: 'text/plain' })
  await after.close()

  expect(await after.find('e1')).toMatchObject({ sizeBytes: 2, contentType: 'application/json' })
  expect((await createBodyStore({ dir })).has('e3')).toBe(true)
})

test('is readable by its owner alone', async () => {
  const bodies = await createBodyStore({ dir: join(dir, 'deep', 'er') })
  bodies.keep('e1', { bytes: Buffer.from('x'), contentType: 'text/plain' })
  await bodies.close()

  expect((await stat(bodies.pathFor('e1'))).mode & 0o777).toBe(0o600)
  expect((await stat(join(dir, 'deep', 'er'))).mode & 0o777).toBe(0o700)
  expect((await stat(join(dir, 'deep', 'er', 'index.jsonl'))).mode & 0o777).toBe(0o600)
})

test('evicts the oldest beyond the cap, never the newest', async () => {
  const bodies = await createBodyStore({ dir, capBytes: 10 })
  for (const id of ['e1', 'e2', 'e3']) bodies.keep(id, { bytes: Buffer.alloc(5), contentType: 'text/plain' })
  bodies.keep('big', { bytes: Buffer.alloc(50), contentType: 'text/plain' })
  await bodies.close()

  expect(['e1', 'e2', 'e3', 'big'].filter((id) => bodies.has(id))).toEqual(['big'])
  await expect(readFile(bodies.pathFor('e1'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('says that a body is unknown when it never was, was evicted, or its file has gone', async () => {
  const bodies = await createBodyStore({ dir })
  bodies.keep('e1', { bytes: Buffer.from('x'), contentType: 'text/plain' })
  await bodies.close()
  await rm(bodies.pathFor('e1'))

  await expect(bodies.find('e1')).rejects.toMatchObject({ code: 'EXCHANGE_UNKNOWN' })
  await expect(bodies.find('e9')).rejects.toMatchObject({ code: 'EXCHANGE_UNKNOWN' })
  await expect(bodies.find('../etc')).rejects.toMatchObject({ code: 'EXCHANGE_UNKNOWN' })
})

test('keeps no empty body and drops what was discarded', async () => {
  const bodies = await createBodyStore({ dir })
  await writeFile(bodies.pathFor('empty'), '')
  await writeFile(bodies.pathFor('cut'), 'half')

  bodies.add('empty', { sizeBytes: 0, contentType: 'text/plain' })
  bodies.discard('cut')
  await bodies.close()

  expect(bodies.has('empty')).toBe(false)
  await expect(stat(bodies.pathFor('empty'))).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(stat(bodies.pathFor('cut'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('removes what a crash left unfinished, once it is a day old', async () => {
  await writeFile(join(dir, 'young'), 'x')
  await writeFile(join(dir, 'old'), 'x')
  await utimes(join(dir, 'old'), new Date(0), new Date(0))

  await createBodyStore({ dir })

  expect(await readFile(join(dir, 'young'), 'utf8')).toBe('x')
  await expect(stat(join(dir, 'old'))).rejects.toMatchObject({ code: 'ENOENT' })
})
