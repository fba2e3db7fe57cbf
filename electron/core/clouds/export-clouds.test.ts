import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { type CloudsUnderTest, openCloudsUnderTest, password } from './clouds-under-test.ts'

let house: CloudsUnderTest
let cloudIds: string[]

beforeEach(async () => {
  house = await openCloudsUnderTest()
  const kept = await house.clouds.add({ settings: house.settings(), secret: password }, signal())
  const south = house.settings({ name: 'south' })
  const notKept = await house.clouds.add({ settings: south, secret: null }, signal())
  cloudIds = [kept.id, notKept.id]
})
afterEach(() => house.close())

test('writes both files for their owner alone, and says whose secret is not known', async () => {
  const dir = join(house.dir, 'out')

  const written = await exportTo(dir, { withSecrets: true })

  expect(written).toEqual({
    paths: [join(dir, 'clouds.yaml'), join(dir, 'secure.yaml')],
    withoutSecret: ['south'],
  })
  for (const path of written.paths) expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readFile(join(dir, 'clouds.yaml'), 'utf8')).not.toContain(password)
  expect(await readFile(join(dir, 'secure.yaml'), 'utf8')).toContain(password)
})

test('writes no secret that was not asked for', async () => {
  await exportTo('~/.config/openstack', {})

  expect(await readdir(join(house.dir, 'home/.config/openstack'))).toEqual(['clouds.yaml'])
})

test('replaces a file only when told to, and writes nothing before it is sure', async () => {
  const dir = join(house.dir, 'out')
  await mkdir(dir)
  await writeFile(join(dir, 'secure.yaml'), 'mine')

  await expect(exportTo(dir, { withSecrets: true })).rejects.toMatchObject({
    code: 'FILE_EXISTS',
    data: { name: join(dir, 'secure.yaml') },
  })
  const before = await readdir(dir)
  await exportTo(dir, { withSecrets: true, isReplacing: true })

  expect(before).toEqual(['secure.yaml'])
  expect(await readFile(join(dir, 'secure.yaml'), 'utf8')).toContain(password)
  expect((await stat(join(dir, 'secure.yaml'))).mode & 0o777).toBe(0o600)
})

test.each(['out', ''])('does not guess what %j is relative to', async (dir) => {
  await expect(exportTo(dir, {})).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' })
})

function exportTo(dir: string, order: { withSecrets?: boolean; isReplacing?: boolean }) {
  const { withSecrets = false, isReplacing = false } = order
  return house.clouds.exportFiles({ cloudIds, dir, withSecrets, isReplacing }, signal())
}

function signal(): AbortSignal {
  return new AbortController().signal
}
