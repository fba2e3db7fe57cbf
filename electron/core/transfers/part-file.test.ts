import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { openPartFile } from './part-file.ts'
import type { DownloadPlace } from './part-place.ts'
import { createSpaceLedger } from './space-ledger.ts'

const run = promisify(execFile)
let dir = ''
let free: DownloadPlace

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-part-'))
  free = { kind: 'free', dir, name: 'disk.raw' }
})

afterEach(async () => {
  await rm(dir, { recursive: true })
})

test('has its final name only once it is whole', async () => {
  const part = await openFor(free, 6)
  await part.write(Buffer.from('def'), 3)
  await part.write(Buffer.from('abc'), 0)

  expect(await readdir(dir)).toEqual(['disk.raw.part'])
  expect(await part.commit(6)).toBe(join(dir, 'disk.raw'))

  await part.discard()
  expect(await readdir(dir)).toEqual(['disk.raw'])
  expect(await readFile(join(dir, 'disk.raw'), 'utf8')).toBe('abcdef')
})

test('tells where it is about to be before it is there, so that a crash leaves no stray file', async () => {
  await writeFile(join(dir, 'disk.raw.part'), 'of somebody else')
  const claimed: [path: string, there: string[]][] = []
  const claim = async (path: string) => claimed.push([path, await readdir(dir)]) > 0

  const part = await openPartFile({ place: free, image: null, earlierPath: null, claim }, createSpaceLedger())

  expect(claimed).toEqual([[join(dir, 'disk (2).raw.part'), ['disk.raw.part']]])
  expect(part.path).toBe(join(dir, 'disk (2).raw.part'))
  await part.discard()
})

test('takes the next free name beside files that are there already, or on their way', async () => {
  await writeFile(join(dir, 'disk.raw'), 'theirs')
  const parts = await Promise.all([1, 2].map(() => openFor(free, null)))
  await Promise.all(parts.map((part, index) => part.write(Buffer.from(`ours ${index}`), 0)))

  const paths = await Promise.all(parts.map((part) => part.commit(6)))

  expect(paths.toSorted()).toEqual([join(dir, 'disk (2).raw'), join(dir, 'disk (3).raw')])
  expect(await readFile(join(dir, 'disk.raw'), 'utf8')).toBe('theirs')
  expect(await readdir(dir)).toHaveLength(3)
})

test('replaces the file that a dialog named, and leaves it alone until then', async () => {
  const path = join(dir, 'chosen.raw')
  await writeFile(path, 'old')
  const part = await openFor({ kind: 'exact', path }, 3)
  await part.write(Buffer.from('new'), 0)

  expect(await readFile(path, 'utf8')).toBe('old')
  await part.commit(3)

  expect(await readFile(path, 'utf8')).toBe('new')
  expect(await readdir(dir)).toEqual(['chosen.raw'])
})

test('leaves nothing behind when it is discarded', async () => {
  const part = await openFor({ kind: 'free', dir: join(dir, 'made'), name: 'disk.raw' }, 3)
  await part.write(Buffer.from('abc'), 0)

  await part.discard()

  expect(await readdir(join(dir, 'made'))).toEqual([])
})

test('refuses at once what cannot fit', async () => {
  const neededBytes = Number.MAX_SAFE_INTEGER
  const making = openFor(free, neededBytes)

  await expect(making).rejects.toMatchObject({
    code: 'DISK_FULL',
    data: { name: 'disk.raw', neededBytes, freeBytes: expect.any(Number) },
  })
  expect(await readdir(dir)).toEqual([])
})

test('says why a folder takes no file', async () => {
  await writeFile(join(dir, 'file'), '')

  await expect(openFor({ kind: 'free', dir: join(dir, 'file'), name: 'x.raw' }, 1)).rejects.toMatchObject({
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
    const part = await openFor({ kind: 'free', dir: small, name: 'disk.raw' }, null)
    await part.write(Buffer.alloc(512 * 1024, 'x'), 0)
    const written = await Promise.allSettled([part.write(Buffer.alloc(1024 * 1024, 'x'), 512 * 1024)])
    await part.discard()

    expect(written).toMatchObject([
      { reason: { code: 'DISK_FULL', data: { name: 'disk.raw', neededBytes: null } } },
    ])
    expect(await readdir(small)).toEqual([])
  } finally {
    await run('umount', [small])
  }
})

test('leaves a half file alone that another living process has, and takes over that of a dead one', async () => {
  const first = await openFor(free, 6)
  await first.write(Buffer.from('abc'), 0)
  await first.keep()
  const notePath = `${first.path}.json`
  const note = JSON.parse(await readFile(notePath, 'utf8')) as { writer: object }
  const asIfBy = async (writer: number | undefined) =>
    await writeFile(notePath, JSON.stringify({ ...note, writer: { ...note.writer, pid: writer } }))

  await asIfBy(process.ppid)
  const beside = await openFor(free, 6, first.path)
  const besideBytes = beside.savedBytes()
  await beside.discard()
  const gone = execFile('true')
  await once(gone, 'exit')
  await asIfBy(gone.pid)
  const after = await openFor(free, 6, first.path)
  const afterBytes = after.savedBytes()
  await after.discard()

  expect([beside.path, besideBytes]).toEqual([join(dir, 'disk (2).raw.part'), 0])
  expect([after.path, afterBytes]).toEqual([first.path, 3])
})

test('goes on where an attempt ended, as far as the disk surely has it', async () => {
  const first = await openFor(free, 6)
  await first.write(Buffer.from('abc'), 0)
  await first.keep()
  const left = await readdir(dir)

  const second = await openFor(free, 6, first.path)
  const read = Buffer.alloc(6)
  const length = await second.read(read, 0)
  await second.write(Buffer.from('def'), 3)

  expect(left).toEqual(['disk.raw.part', 'disk.raw.part.json'])
  expect(second.savedBytes()).toBe(3)
  expect(read.subarray(0, length).toString()).toBe('abc')
  expect(await readFile(await second.commit(6), 'utf8')).toBe('abcdef')
  expect(await readdir(dir)).toEqual(['disk.raw'])
})

test.each([
  { what: 'is of other data', image: { sizeBytes: 6, hash: 'md5:other' } },
  { what: 'is of another size', image: { sizeBytes: 7 } },
  {
    what: 'was described at another time, and no hash speaks for it',
    image: { hash: null, updatedAt: 'later' },
  },
])('begins again when the half file $what', async ({ image }) => {
  const first = await openFor(free, 6)
  await first.write(Buffer.from('abc'), 0)
  await first.keep()

  const second = await openPartFile(
    {
      place: free,
      image: { ...imageOf(6), ...image },
      earlierPath: first.path,
      claim: async () => true,
    },
    createSpaceLedger(),
  )

  expect(second.savedBytes()).toBe(0)
  expect((await stat(first.path)).size).toBe(0)
  await second.discard()
  expect(await readdir(dir)).toEqual([])
})

test('begins again when the note is torn, and takes no more than the file still has', async () => {
  const torn = await openFor(free, 6)
  await torn.write(Buffer.from('abc'), 0)
  await torn.keep()
  await writeFile(`${torn.path}.json`, '{"version":1,"im')
  const again = await openFor(free, 6, torn.path)
  const savedOfTorn = again.savedBytes()
  await again.write(Buffer.from('abcd'), 0)
  await again.keep()
  await truncate(again.path, 2)

  const last = await openFor(free, 6, again.path)

  expect(savedOfTorn).toBe(0)
  expect(last.savedBytes()).toBe(2)
  await last.discard()
})

test('leaves no room to zeros, wherever they lie, and reads them back as zeros', async () => {
  const [block, MiB] = [64 * 1024, 1024 * 1024]
  const bytes = Buffer.alloc(4 * MiB)
  for (const at of [block - 1, MiB + 5, 2 * MiB]) bytes.fill('x', at, at + 10)
  const part = await openFor(free, bytes.length)
  const step = 300_000
  for (let at = 0; at < bytes.length; at += step) await part.write(bytes.subarray(at, at + step), at)
  await part.keep()

  const again = await openFor(free, bytes.length, part.path)
  const savedBytes = again.savedBytes()
  const path = await again.commit(bytes.length)

  expect(savedBytes).toBe(bytes.length)
  expect((await readFile(path)).equals(bytes)).toBe(true)
  expect((await stat(path)).blocks * 512).toBeLessThanOrEqual(20 * block)
})

test('finds its final name taken by itself after a crash between naming and tidying', async () => {
  const part = await openFor(free, 3)
  await part.write(Buffer.from('abc'), 0)
  await link(part.path, join(dir, 'disk.raw'))

  const path = await part.commit(3)

  expect(path).toBe(join(dir, 'disk.raw'))
  expect(await readdir(dir)).toEqual(['disk.raw'])
})

test('says when the folder is gone, and does not fail again on tidying', async () => {
  const inside = join(dir, 'inside')
  const part = await openFor({ kind: 'free', dir: inside, name: 'disk.raw' }, 3)
  await part.write(Buffer.from('abc'), 0)
  await rm(inside, { recursive: true })

  await expect(part.commit(3)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE', data: { detail: 'ENOENT' } })
  await part.discard()
  await part.keep()
})

function openFor(place: DownloadPlace, sizeBytes: number | null, earlierPath: string | null = null) {
  const image = sizeBytes === null ? null : imageOf(sizeBytes)
  return openPartFile({ place, image, earlierPath, claim: async () => true }, createSpaceLedger())
}

function imageOf(sizeBytes: number) {
  return { imageId: 'image', sizeBytes, hash: 'md5:abc' as string | null, updatedAt: 'once' }
}
