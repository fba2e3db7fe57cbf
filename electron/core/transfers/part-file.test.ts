import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createPartFile } from './part-file.ts'

const run = promisify(execFile)
let dir = ''

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-part-'))
})

afterEach(async () => {
  await rm(dir, { recursive: true })
})

test('has its final name only once it is whole', async () => {
  const part = await createPartFile({ kind: 'free', dir, name: 'disk.raw' }, 6)
  await part.write(Buffer.from('def'), 3)
  await part.write(Buffer.from('abc'), 0)

  expect(await readdir(dir)).toEqual(['disk.raw.part'])
  expect(await part.commit()).toBe(join(dir, 'disk.raw'))

  await part.discard()
  expect(await readdir(dir)).toEqual(['disk.raw'])
  expect(await readFile(join(dir, 'disk.raw'), 'utf8')).toBe('abcdef')
})

test('takes the next free name beside files that are there already, or on their way', async () => {
  await writeFile(join(dir, 'disk.raw'), 'theirs')
  const parts = await Promise.all(
    [1, 2].map(() => createPartFile({ kind: 'free', dir, name: 'disk.raw' }, null)),
  )
  await Promise.all(parts.map((part, index) => part.write(Buffer.from(`ours ${index}`), 0)))

  const paths = await Promise.all(parts.map((part) => part.commit()))

  expect(paths.toSorted()).toEqual([join(dir, 'disk (2).raw'), join(dir, 'disk (3).raw')])
  expect(await readFile(join(dir, 'disk.raw'), 'utf8')).toBe('theirs')
  expect(await readdir(dir)).toHaveLength(3)
})

test('replaces the file that a dialog named, and leaves it alone until then', async () => {
  const path = join(dir, 'chosen.raw')
  await writeFile(path, 'old')
  const part = await createPartFile({ kind: 'exact', path }, 3)
  await part.write(Buffer.from('new'), 0)

  expect(await readFile(path, 'utf8')).toBe('old')
  await part.commit()

  expect(await readFile(path, 'utf8')).toBe('new')
  expect(await readdir(dir)).toEqual(['chosen.raw'])
})

test('leaves nothing behind when it is discarded', async () => {
  const part = await createPartFile({ kind: 'free', dir: join(dir, 'made'), name: 'disk.raw' }, 3)
  await part.write(Buffer.from('abc'), 0)

  await part.discard()

  expect(await readdir(join(dir, 'made'))).toEqual([])
})

test('refuses at once what cannot fit', async () => {
  const neededBytes = Number.MAX_SAFE_INTEGER
  const making = createPartFile({ kind: 'free', dir, name: 'disk.raw' }, neededBytes)

  await expect(making).rejects.toMatchObject({
    code: 'DISK_FULL',
    data: { name: 'disk.raw', neededBytes, freeBytes: expect.any(Number) },
  })
  expect(await readdir(dir)).toEqual([])
})

test('says why a folder takes no file', async () => {
  await writeFile(join(dir, 'file'), '')

  await expect(
    createPartFile({ kind: 'free', dir: join(dir, 'file'), name: 'x.raw' }, 1),
  ).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
    data: { name: 'x.raw', detail: expect.stringMatching(/EEXIST|ENOTDIR/) },
  })
})

test('reports a disk that fills up while the file grows', async (context) => {
  const small = join(dir, 'small')
  await mkdir(small)
  const mounted = run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small])
  await mounted.catch(() => context.skip('needs the right to mount a small file system'))
  try {
    const part = await createPartFile({ kind: 'free', dir: small, name: 'disk.raw' }, null)
    await part.write(Buffer.alloc(512 * 1024), 0)
    const written = await Promise.allSettled([part.write(Buffer.alloc(1024 * 1024), 512 * 1024)])
    await part.discard()

    expect(written).toMatchObject([
      { reason: { code: 'DISK_FULL', data: { name: 'disk.raw', neededBytes: null } } },
    ])
    expect(await readdir(small)).toEqual([])
  } finally {
    await run('umount', [small])
  }
})
