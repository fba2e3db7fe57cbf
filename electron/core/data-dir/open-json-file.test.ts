import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createDamagedFiles, type DamagedFiles } from './damaged-files.ts'
import { openJsonFile } from './open-json-file.ts'

let dir: string
let path: string
let damaged: DamagedFiles
const logged: string[] = []

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-json-'))
  path = join(dir, 'settings.json')
  logged.length = 0
  damaged = createDamagedFiles({ now: () => 0, log: (line) => logged.push(line) })
})
afterEach(() => rm(dir, { recursive: true }))

test('is empty at first, then what was assigned, over restarts and for its owner alone', async () => {
  const file = openJsonFile(path, damaged)
  expect(file.store).toEqual({})

  file.store = { theme: 'dark' }

  expect(openJsonFile(path, damaged).store).toEqual({ theme: 'dark' })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(dir)).toEqual(['settings.json'])
})

test.each(['{"theme":', '[1]', 'null', '"text"', '\u0000'])('sets %j aside, and tells', async (text) => {
  await writeFile(path, text)

  const file = openJsonFile(path, damaged)

  const keptAt = `${path}.damaged-1970-01-01T00-00-00-000Z`
  const stop = new AbortController()
  expect(file.store).toEqual({})
  expect(await readdir(dir)).toEqual(['settings.json.damaged-1970-01-01T00-00-00-000Z'])
  expect(await readFile(keptAt, 'utf8')).toBe(text)
  expect((await damaged.watch(stop.signal).next()).value).toEqual([
    { name: 'settings.json', keptAt, lostEntries: null },
  ])
  stop.abort()
  expect(logged).toHaveLength(1)
})
