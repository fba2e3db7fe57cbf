import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { createFileRegistry } from './create-file-registry.ts'
import type { FileRegistry } from './file-registry.ts'

const never = new AbortController().signal
let dir = ''

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-files-'))
})

afterAll(async () => {
  await rm(dir, { recursive: true })
})

test('gives a handle for a file and finds it again, without telling its path', async () => {
  const path = join(dir, 'cirros.qcow2')
  await writeFile(path, 'twelve bytes')
  const files = createFileRegistry()

  const handle = await files.addPath(path, never)

  expect(handle).toEqual({
    handle: expect.any(String),
    name: 'cirros.qcow2',
    sizeBytes: 12,
    heldBy: 'host',
  })
  const { mtimeMs, ino: inode } = await stat(path)
  const identity = { sizeBytes: 12, mtimeMs, inode }
  const held = { heldBy: 'host', name: 'cirros.qcow2', sizeBytes: 12, path, identity }
  expect(files.find(handle.handle)).toEqual(held)
})

test('says that a file is gone, and that a folder is no file', async () => {
  await mkdir(join(dir, 'folder'))
  const files = createFileRegistry()

  const outcomes = await Promise.allSettled([
    files.addPath(join(dir, 'no-such.iso'), never),
    files.addPath(join(dir, 'folder'), never),
  ])

  expect(outcomes).toMatchObject([
    { reason: { code: 'FILE_GONE', data: { name: 'no-such.iso' } } },
    { reason: { code: 'FILE_UNREADABLE', data: { name: 'folder', detail: 'not a file' } } },
  ])
})

test('keeps a target apart from files to read, and forgets both', () => {
  const files = createFileRegistry()
  const target = files.addTarget('/anywhere/new.raw')

  expect(target.name).toBe('new.raw')
  expect(files.target(target.handle)).toBe('/anywhere/new.raw')
  expect(() => files.find(target.handle)).toThrow('FILE_LOST')

  files.forget(target.handle)
  expect(() => files.target(target.handle)).toThrow('FILE_LOST')
})

test('asks every page for a file that a page holds, and hands over what the page sends', async () => {
  const files = createFileRegistry()
  const { handle } = files.announce({ name: 'dropped.img', sizeBytes: 5 })
  const pages = [listen(files), listen(files)]

  const opened = open(files, handle, never)
  const [wanted, same] = await Promise.all(pages.map((page) => page.next()))
  const delivered = files.deliver(wanted!.ticket, Readable.from([Buffer.from('bytes')]))
  const bytes = await buffer(await opened)
  await delivered

  expect(wanted).toEqual({ ticket: expect.any(String), handle })
  expect(same).toEqual(wanted)
  expect(bytes.toString()).toBe('bytes')
  await Promise.all(pages.map((page) => page.close()))
})

test('takes a ticket once', async () => {
  const files = createFileRegistry()
  const { handle } = files.announce({ name: 'dropped.img', sizeBytes: 1 })
  const page = listen(files)
  const opened = open(files, handle, never)
  const { ticket } = await page.next()
  const delivered = files.deliver(ticket, Readable.from([Buffer.from('1')]))
  const late = Readable.from([Buffer.from('2')])

  await expect(files.deliver(ticket, late)).rejects.toMatchObject({ code: 'FILE_LOST' })

  expect(late.destroyed).toBe(true)
  expect((await buffer(await opened)).toString()).toBe('1')
  await delivered
  await page.close()
})

test('tells a page that comes back what was asked while it was away', async () => {
  const files = createFileRegistry()
  const { handle } = files.announce({ name: 'dropped.img', sizeBytes: 1 })
  const first = listen(files)
  const opened = open(files, handle, never)
  const { ticket } = await first.next()
  await first.close()

  const second = listen(files)
  const again = await second.next()
  await Promise.all([files.deliver(again.ticket, Readable.from([Buffer.from('1')])), opened.then(buffer)])

  expect(again.ticket).toBe(ticket)
  await second.close()
})

test('says that a file is lost when no page listens, and when it was forgotten', async () => {
  const files = createFileRegistry()
  const { handle } = files.announce({ name: 'dropped.img', sizeBytes: 1 })
  const held = files.find(handle)
  if (held.heldBy === 'host') throw new Error('the page should hold this file')

  await expect(held.open(never)).rejects.toMatchObject({ code: 'FILE_LOST', data: { name: 'dropped.img' } })

  files.forget(handle)
  const page = listen(files)
  await expect(held.open(never)).rejects.toMatchObject({ code: 'FILE_LOST', data: { name: 'dropped.img' } })
  await page.close()
})

test('gives up after fifteen seconds without an answer', async () => {
  vi.useFakeTimers()
  try {
    const files = createFileRegistry()
    const { handle } = files.announce({ name: 'dropped.img', sizeBytes: 1 })
    const page = listen(files)
    const opened = Promise.allSettled([open(files, handle, never)])
    const { ticket } = await page.next()

    await vi.advanceTimersByTimeAsync(15_000)

    expect(await opened).toMatchObject([{ reason: { code: 'FILE_LOST', data: { name: 'dropped.img' } } }])
    await expect(files.deliver(ticket, Readable.from(['x']))).rejects.toMatchObject({ code: 'FILE_LOST' })
    await page.close()
  } finally {
    vi.useRealTimers()
  }
})

test('an abort closes the ticket and passes its reason through', async () => {
  const files = createFileRegistry()
  const { handle } = files.announce({ name: 'dropped.img', sizeBytes: 1 })
  const page = listen(files)
  const asking = new AbortController()
  const opened = open(files, handle, asking.signal)
  const { ticket } = await page.next()
  const reason = new Error('stopped')

  asking.abort(reason)

  await expect(opened).rejects.toBe(reason)
  await expect(files.deliver(ticket, Readable.from(['x']))).rejects.toMatchObject({ code: 'FILE_LOST' })
  await page.close()
})

test('tells the page when the reader gave up', async () => {
  const files = createFileRegistry()
  const { handle } = files.announce({ name: 'dropped.img', sizeBytes: 1 })
  const page = listen(files)
  const opened = open(files, handle, never)
  const { ticket } = await page.next()
  const delivered = files.deliver(ticket, new Readable({ read() {} }))
  const reading = await opened

  reading.destroy()

  await expect(delivered).rejects.toThrow('Premature close')
  await page.close()
})

function open(files: FileRegistry, handle: string, signal: AbortSignal): Promise<Readable> {
  const held = files.find(handle)
  if (held.heldBy === 'host') throw new Error('the page should hold this file')
  return held.open(signal)
}

/** A page that listens from now on. */
function listen(files: FileRegistry) {
  const closing = new AbortController()
  const events = files.wanted(closing.signal)
  let ahead = events.next()
  return {
    async next() {
      const { value } = await ahead
      ahead = events.next()
      if (!value) throw new Error('the page was closed')
      return value
    },
    async close() {
      closing.abort()
      expect(await ahead).toMatchObject({ done: true })
    },
  }
}
