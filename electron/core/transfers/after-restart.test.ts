import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { TransferManager } from './create-transfers.ts'
import { openTransfers } from './open-transfers.ts'
import { sha512Of, startTestHost, type TestHost, untilTransfer } from './test-host.ts'

const never = new AbortController().signal
const MiB = 1024 * 1024
const slowly = { atOncePerCloud: 1, bytesPerSecond: MiB, cloudBytesPerSecond: {} }
let host: TestHost
let next: TransferManager | null = null

beforeEach(async () => {
  host = await startTestHost()
})

afterEach(async () => {
  await next?.close()
  next = null
  await host.close()
})

test('the next start goes on with what moved, and finishes it', async () => {
  const { handle, bytes } = await host.file('a.raw', 6 * MiB)
  const stored = await host.ended(await host.uploadNew(handle))
  await host.transfers.limit({ atOncePerCloud: 3, bytesPerSecond: MiB, cloudBytesPerSecond: {} })
  const up = await host.uploadNew(handle)
  const down = await host.download(stored.imageId!)
  await Promise.all([host.isMoving(up), host.isMoving(down)])

  const again = await restart()
  await again.limit({ atOncePerCloud: 3, bytesPerSecond: null, cloudBytesPerSecond: {} })
  const [uploaded, downloaded] = await Promise.all([up, down].map(({ id }) => ended(again, id)))

  expect(uploaded).toMatchObject({ state: 'verified', attempt: 2, hashes: { sha512: sha512Of(bytes) } })
  expect((await host.stored(uploaded!.imageId!)).equals(bytes)).toBe(true)
  expect(downloaded).toMatchObject({ state: 'verified', attempt: 2 })
  expect((await readFile(downloaded!.savedPath!)).equals(bytes)).toBe(true)
})

test('what is paused stays paused, what is over stays listed with its receipt, what was dismissed is gone', async () => {
  const { handle } = await host.file('a.raw', MiB)
  const over = await host.ended(await host.uploadNew(handle))
  const gone = await host.ended(await host.uploadNew(handle))
  await host.transfers.dismiss(gone.id)
  await host.transfers.limit({ atOncePerCloud: 1, bytesPerSecond: 64 * 1024, cloudBytesPerSecond: {} })
  const paused = await host.uploadNew(handle)
  await host.isMoving(paused)
  await host.transfers.pause(paused.id)

  const again = await restart()

  const first = (await again.watch(never).next()).value
  const listed = first?.type === 'all' ? first.transfers : []
  expect(listed.map(({ id, state }) => ({ id, state }))).toEqual([
    { id: over.id, state: 'verified' },
    { id: paused.id, state: 'paused' },
  ])
  expect(again.limits().atOncePerCloud).toBe(1)
  const receipts = await Promise.all([over, gone].map(({ id }) => again.receipt(id, never)))
  expect(receipts).toEqual(
    [over, gone].map(({ id, imageId, hashes }) =>
      expect.objectContaining({
        transferId: id,
        imageId,
        hashes,
        state: 'verified',
        verifiedBy: 'sha512',
        identityUrl: host.sandbox.identityUrl,
        attempts: [
          expect.objectContaining({ outcome: 'arrived', requestIds: [expect.stringMatching(/^req-/)] }),
        ],
      }),
    ),
  )
})

test('a download that was killed right after it had its name is over, and not fetched again', async () => {
  const { down, bytes } = await killedBeforeItsLastLine()

  const again = await restart()
  const done = await ended(again, down.id)

  const { savedPath, hashes } = down
  expect(done).toMatchObject({ state: 'verified', verifiedBy: 'sha512', savedPath, hashes, movedBytes: MiB })
  expect(await host.downloads()).toEqual(['test image.raw'])
  expect((await readFile(savedPath!)).equals(bytes)).toBe(true)
})

test('what somebody changed meanwhile is not taken for the download', async () => {
  const { down, bytes } = await killedBeforeItsLastLine()
  await appendFile(down.savedPath!, 'and more')

  const again = await restart()
  const done = await ended(again, down.id)

  expect(await host.downloads()).toEqual(['test image (2).raw', 'test image.raw'])
  expect((await readFile(done.savedPath!)).equals(bytes)).toBe(true)
})

test('a half file that was claimed and never made is not shared with a download that takes its name since', async () => {
  const { first, bytes } = await killedBeforeItsHalfFile()

  const again = await restart()
  const second = await again.download({ cloudId: 'test', imageId: first.imageId!, file: null }, never)
  again.prioritise({ transferId: second.id, priority: 'high' })
  await again.limit({ ...slowly, atOncePerCloud: 2 })
  await untilTransfer(again, second.id, ({ movedBytes }) => movedBytes > 0)
  await again.limit({ ...slowly, atOncePerCloud: 3 })
  await untilTransfer(again, first.id, ({ movedBytes }) => movedBytes > 0)
  await again.limit({ ...slowly, bytesPerSecond: null })
  const done = await Promise.all([first, second].map(({ id }) => ended(again, id)))

  expect(done).toMatchObject([{ state: 'verified' }, { state: 'verified' }])
  expect(await host.downloads()).toEqual(['test image (2).raw', 'test image.raw'])
  const saved = await Promise.all(done.map(({ savedPath }) => readFile(savedPath!)))
  expect(saved.every((file) => file.equals(bytes))).toBe(true)
})

test('a file that a page held is asked for again, and goes into the same image', async () => {
  const { handle, bytes } = await host.file('a.raw', MiB)
  const held = host.files.announce({ name: 'dropped.raw', sizeBytes: MiB })
  const closing = new AbortController()
  const wanted = host.files.wanted(closing.signal)
  const asked = wanted.next()
  const begun = await host.uploadNew(held.handle)
  await asked
  const made = await host.when(begun.id, ({ imageId }) => imageId !== null)

  const again = await restart()
  const lost = await ended(again, begun.id)
  const retried = await again.retry(begun.id, handle)
  const done = await ended(again, retried.id)

  expect(lost).toMatchObject({
    state: 'failed',
    problem: { code: 'FILE_LOST', data: { name: 'dropped.raw' } },
    leftImageId: made.imageId,
  })
  expect(done).toMatchObject({ state: 'verified', imageId: made.imageId, leftImageId: null })
  expect((await host.stored(made.imageId!)).equals(bytes)).toBe(true)
  closing.abort()
  await wanted.next()
})

/** A download as a kill leaves it between claiming a name for its half file and making it; an upload is before it in line. */
async function killedBeforeItsHalfFile() {
  const { handle, bytes } = await host.file('a.raw', 6 * MiB)
  const { imageId } = await host.ended(await host.uploadNew(handle))
  await host.transfers.limit({ ...slowly, atOncePerCloud: 2 })
  await host.isMoving(await host.uploadNew(handle))
  const first = await host.download(imageId!)
  await host.isMoving(first)
  await host.transfers.limit(slowly)
  await host.transfers.close()
  await rm(host.downloadsDir, { recursive: true })
  const path = join(host.dir, 'transfers', 'journal.jsonl')
  const lines = (await readFile(path, 'utf8')).split('\n')
  const claimed = lines.findIndex((line) => line.includes(first.id) && line.includes('"part":{'))
  const isBefore = (line: string, at: number) => at <= claimed || !line.includes(first.id)
  await writeFile(path, lines.filter(isBefore).join('\n'))
  return { first, bytes }
}

/** A download as a kill leaves it between its final name and the line of the journal that says so. */
async function killedBeforeItsLastLine() {
  const { handle, bytes } = await host.file('a.raw', MiB)
  const { imageId } = await host.ended(await host.uploadNew(handle))
  const down = await host.ended(await host.download(imageId!))
  await host.transfers.close()
  const path = join(host.dir, 'transfers', 'journal.jsonl')
  const lines = (await readFile(path, 'utf8')).split('\n')
  const isBefore = (line: string) => line.includes(down.id) && !line.includes('"part":null')
  await writeFile(path, `${lines.slice(0, lines.findLastIndex(isBefore) + 1).join('\n')}\n`)
  return { down, bytes }
}

async function restart(): Promise<TransferManager> {
  await host.transfers.close()
  next = await openTransfers(host.ports)
  return next
}

function ended(transfers: TransferManager, transferId: string) {
  return untilTransfer(transfers, transferId, ({ endedAtMs }) => endedAtMs !== null)
}
