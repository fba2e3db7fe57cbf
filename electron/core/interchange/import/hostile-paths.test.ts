import { mkdir, mkdtemp, open, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createFileRegistry } from '../../files/create-file-registry.ts'
import { importReport } from './import-report.ts'
import { samples } from './import-samples.ts'
import { readImportPath } from './read-import-path.ts'

const signal = new AbortController().signal
const files = createFileRegistry()

let dir: string

beforeEach(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'hostile-')))
})
afterEach(async () => await rm(dir, { recursive: true }))

/** Within the second that nobody notices. */
async function read(name: string) {
  const started = performance.now()
  try {
    return importReport(await readImportPath(join(dir, name), { passphrase: null, files }, signal))
  } finally {
    expect(performance.now() - started).toBeLessThan(1000)
  }
}

test('refuses 100 MB before it reads them, and a folder with more than that in it', async () => {
  await sparse('large.json', 100 * 1024 * 1024)
  await mkdir(join(dir, 'many'))
  await sparse('many/one.bru', 100 * 1024 * 1024)

  await expect(read('large.json')).rejects.toMatchObject({
    data: { name: 'large.json', reason: 'too-large' },
  })
  await expect(read('many')).rejects.toMatchObject({ data: { name: 'many', reason: 'too-large' } })
})

test('says of Latin-1 that it is no text that it knows, and reads the rest of a folder', async () => {
  const text = Buffer.from(samples.bru.replace('Issue token', 'Jeton émis'), 'latin1')
  await writeFile(join(dir, 'latin.json'), Buffer.from('{"info": {"name": "é"}}', 'latin1'))
  await mkdir(join(dir, 'bruno'))
  await writeFile(join(dir, 'bruno', 'latin.bru'), text)
  await writeFile(join(dir, 'bruno', 'good.bru'), samples.bru)

  await expect(read('latin.json')).rejects.toMatchObject({ data: { reason: 'not-text' } })
  expect(await read('bruno')).toMatchObject({
    requests: [{ draft: { name: 'Issue token' } }],
    notes: expect.arrayContaining([
      expect.objectContaining({ item: 'latin', code: 'item-unreadable' }),
    ]) as unknown,
  })
})

test('names the files of a collection that would blow up, and reads the others', async () => {
  const aliases = 'bcdefgh'.replaceAll(/./g, (key) => {
    const before = `*${String.fromCharCode(key.charCodeAt(0) - 1)}`
    return `${key}: &${key} [${Array(9).fill(before).join(',')}]\n`
  })
  await writeFile(join(dir, 'opencollection.yml'), 'opencollection: 1.0.0\ninfo: { name: Mine }\n')
  await writeFile(
    join(dir, 'bomb.yml'),
    `a: &a [x,x,x,x,x,x,x,x,x]\n${aliases}info: { name: B, type: http, seq: 1 }\nhttp: {}\n`,
  )
  await writeFile(join(dir, 'deep.yml'), `info: ${'['.repeat(20_000)}`)
  await sparse('large.yml', 100 * 1024 * 1024)
  await writeFile(
    join(dir, 'proto.yml'),
    'info: { name: P, type: http, seq: 1 }\nhttp: { url: http://c, headers: [{ name: __proto__, value: x }] }\n__proto__: { polluted: 1 }\n',
  )
  await symlink(dir, join(dir, 'round'))

  const report = await read('.')

  expect(report.requests).toMatchObject([{ draft: { name: 'P', headers: [{ name: '__proto__' }] } }])
  const named = report.notes.filter(({ code }) => code === 'item-unreadable').map(({ item }) => item)
  expect(named.toSorted()).toEqual(['bomb.yml', 'deep.yml', 'large.yml'])
  expect('polluted' in {}).toBe(false)
})

test('does not follow links, nor folders without an end', async () => {
  let inside = join(dir, 'deep')
  for (let depth = 0; depth < 60; depth += 1) inside = join(inside, 'd')
  await mkdir(inside, { recursive: true })
  await writeFile(join(inside, 'lost.bru'), samples.bru)
  await writeFile(join(dir, 'deep', 'found.bru'), samples.bru)
  await symlink(join(dir, 'deep'), join(dir, 'deep', 'round'))

  expect((await read('deep')).requests).toHaveLength(1)
  expect(await readdir(dir)).toEqual(['deep'])
})

async function sparse(name: string, sizeBytes: number): Promise<void> {
  const file = await open(join(dir, name), 'w')
  await file.truncate(sizeBytes)
  await file.close()
}
