import { execFile } from 'node:child_process'
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import type { Transfer } from '../../../shared/model/transfer.ts'
import type { Fault } from '../sandbox/faults/fault.ts'
import { type FaultyHost, startFaultyHost } from './test-host.ts'

const run = promisify(execFile)
const MiB = 1024 * 1024
const size = 5 * MiB + 7
const data = { method: 'GET', path: /\/file$/ }
const whole = {
  state: 'verified',
  verifiedBy: 'sha512',
  problem: null,
  startedOver: null,
  isEqual: true,
  halfFiles: [],
}
let host: FaultyHost
let imageId: string
let bytes: Buffer

beforeAll(async () => {
  host = await startFaultyHost()
  const file = await host.file('source.raw', size)
  bytes = file.bytes
  imageId = (await host.ended(await host.uploadNew(file.handle))).imageId!
})

afterEach(async () => {
  host.proxy.reset()
  await rm(host.downloadsDir, { recursive: true, force: true })
})

afterAll(async () => {
  await host.close()
})

test.each([0.01, 0.5, 0.99, (size - 1) / size])(
  'a cut at %f of the data costs what had not come, and nothing else',
  async (share) => {
    const afterBytes = Math.round(size * share)
    const failed = await failsBy({ kind: 'cut', way: 'down', afterBytes })

    const ended = await retried(failed)

    expect(failed).toMatchObject({
      state: 'failed',
      savedPath: null,
      problem: { code: 'ANSWER_CUT', data: { receivedBytes: afterBytes } },
    })
    expect(await outcome(ended)).toMatchObject(whole)
    const [, again] = ranges()
    // What had not filled a slot is asked for again.
    const firstByte = Number(/^bytes=(\d+)-$/.exec(again ?? 'bytes=0-')?.[1])
    expect(afterBytes - firstByte).toBeGreaterThanOrEqual(0)
    expect(afterBytes - firstByte).toBeLessThan(MiB)
  },
)

test('a connection that is reset, as many times as there are parts, still brings the whole', async () => {
  const fault = { kind: 'cut', way: 'down', byReset: true, afterBytes: 1.5 * MiB } as const
  let transfer = await failsBy(fault)
  for (let count = 0; count < 2; count++) {
    host.proxy.order(data, fault)
    transfer = await retried(transfer)
    expect(transfer.state).toBe('failed')
  }

  expect(await outcome(await retried(transfer))).toMatchObject(whole)
})

test('a connection that ends after the last byte is no fault', async () => {
  host.proxy.order(data, { kind: 'cut', way: 'down', afterBytes: size })

  expect(await outcome(await host.ended(await host.download(imageId)))).toMatchObject(whole)
})

test.each([200, 400, 416, 501] as const)(
  'a store that answers %i to a range is asked for the whole, and for no range again',
  async (status) => {
    // What a store cannot do is remembered, so each needs a host that has not met it.
    const fresh = await startFaultyHost()
    const file = await fresh.file('source.raw', size)
    const { imageId: id } = await fresh.ended(await fresh.uploadNew(file.handle))
    const seen = () => fresh.proxy.seen.filter(({ path }) => data.path.test(path)).map(({ range }) => range)
    fresh.proxy.reset()
    fresh.proxy.orderAlways(data, { kind: 'refuse-range', status })
    const half: Fault = { kind: 'cut', way: 'down', afterBytes: 3 * MiB }

    for (const round of [1, 2]) {
      fresh.proxy.order(data, half)
      const failed = await fresh.ended(await fresh.download(id!))
      const ended = await fresh.ended(await fresh.transfers.retry(failed.id))
      expect(ended, `round ${round}`).toMatchObject({ state: 'verified', startedOver: null })
      expect((await readFile(ended.savedPath!)).equals(file.bytes)).toBe(true)
    }

    expect(seen().filter((range) => range !== null)).toHaveLength(1)
    expect(await fresh.downloads()).toEqual(['test image (2).raw', 'test image.raw'])
    await fresh.close()
  },
)

test('one flipped byte is fetched again, and it is said', async () => {
  host.proxy.order(data, { kind: 'flip', way: 'down', atByte: size - 1 })

  const ended = await host.ended(await host.download(imageId))

  expect(await outcome(ended)).toMatchObject({
    ...whole,
    startedOver: { code: 'HASH_DIFFERS', data: { algorithm: 'sha512' } },
  })
})

test('a byte that changed on the disk between two attempts does not reach the final name', async () => {
  const failed = await failsBy({ kind: 'cut', way: 'down', afterBytes: 3 * MiB })
  const part = await open(join(host.downloadsDir, 'test image.raw.part'), 'r+')
  await part.write(Buffer.from([bytes.readUInt8(MiB) ^ 0xff]), 0, 1, MiB)
  await part.close()

  const ended = await retried(failed)

  expect(await outcome(ended)).toMatchObject({ ...whole, startedOver: { code: 'HASH_DIFFERS' } })
})

test('a half file that vanished is begun anew', async () => {
  const failed = await failsBy({ kind: 'cut', way: 'down', afterBytes: 3 * MiB })
  await rm(host.downloadsDir, { recursive: true })

  expect(await outcome(await retried(failed))).toMatchObject(whole)
  expect(ranges()).toEqual([null, null])
})

test('silence ends the attempt, and the next goes on', async () => {
  const failed = await failsBy({ kind: 'stall', way: 'down', afterBytes: 3 * MiB })

  expect(failed.problem).toMatchObject({ code: 'CLOUD_UNREACHABLE', data: { reason: 'timed-out' } })
  expect(await outcome(await retried(failed))).toMatchObject(whole)
  expect(ranges()[1]).toMatch(/^bytes=[1-9]/)
})

test('a token that ended between two attempts is renewed, and the rest is still all that is asked for', async () => {
  const failed = await failsBy({ kind: 'cut', way: 'down', afterBytes: 3 * MiB })
  host.sandbox.faults.expireTokens()

  expect(await outcome(await retried(failed))).toMatchObject(whole)
  expect(ranges()[1]).toMatch(/^bytes=[1-9]/)
})

test.each([1, 3])('503, %i times, costs nothing of what had come', async (times) => {
  let transfer = await failsBy({ kind: 'cut', way: 'down', afterBytes: 3 * MiB })
  for (let count = 0; count < times; count++) {
    host.proxy.order(data, { kind: 'answer', status: 503, body: 'busy' })
    transfer = await retried(transfer)
    expect(transfer.problem).toMatchObject({ code: 'CLOUD_REFUSED', data: { status: 503, message: 'busy' } })
  }

  expect(await outcome(await retried(transfer))).toMatchObject(whole)
  expect(ranges().at(-1)).toMatch(/^bytes=[1-9]/)
})

test.each([
  { what: 'more', bytes: size + 1 },
  { what: 'less', bytes: size - 1 },
])('a length that claims $what than comes is never taken for the whole', async ({ bytes: claimed }) => {
  host.proxy.orderAlways(data, { kind: 'claim-length', bytes: claimed })

  const failed = await host.ended(await host.download(imageId))
  host.proxy.reset()

  expect(failed).toMatchObject({ state: 'failed', savedPath: null })
  expect(await outcome(await retried(failed))).toMatchObject(whole)
})

test('a server that goes away in the middle and comes back is gone on with', async () => {
  const until = async () => void host.proxy.goDown()
  host.proxy.order(data, { kind: 'hold', way: 'down', afterBytes: 3 * MiB, until })
  const failed = await host.ended(await host.download(imageId))
  const refused = await retried(failed)
  await host.proxy.comeUp()

  expect(failed.problem).toMatchObject({ code: 'ANSWER_CUT' })
  expect(refused.problem).toMatchObject({ code: 'CLOUD_UNREACHABLE', data: { reason: 'refused' } })
  expect(await outcome(await retried(refused))).toMatchObject(whole)
})

test('a folder that is removed while data comes fails, and a retry makes it again', async () => {
  const fault = { kind: 'hold', way: 'down', afterBytes: 3 * MiB } as const
  const failed = await failsBy({ ...fault, until: () => rm(host.downloadsDir, { recursive: true }) })

  expect(failed).toMatchObject({ savedPath: null, problem: { code: 'FILE_UNWRITABLE' } })
  expect(await outcome(await retried(failed))).toMatchObject(whole)
})

test('a disk that fills up keeps what it took, and a retry goes on once there is room', async (context) => {
  await mkdir(host.downloadsDir)
  const mounted = run('mount', ['-t', 'tmpfs', '-o', 'size=7m', 'tmpfs', host.downloadsDir])
  await mounted.catch(() => context.skip('needs the right to mount a small file system'))
  const ballast = join(host.downloadsDir, 'ballast')
  try {
    const until = () => run('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=1M', 'count=3'])
    const failed = await failsBy({ kind: 'hold', way: 'down', afterBytes: 2 * MiB, until })
    const kept = await stat(join(host.downloadsDir, 'test image.raw.part'))
    await rm(ballast)
    const ended = await retried(failed)

    expect(failed).toMatchObject({ savedPath: null, problem: { code: 'DISK_FULL' } })
    expect(kept.size).toBeGreaterThan(MiB)
    expect(await outcome(ended)).toMatchObject(whole)
    expect(ranges()[1]).toMatch(/^bytes=[1-9]/)
  } finally {
    await run('umount', [host.downloadsDir])
  }
})

test('a folder that may not be written to any more fails at the name, and nothing has to come again', async (context) => {
  await mkdir(host.downloadsDir)
  const mounted = run('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', host.downloadsDir])
  await mounted.catch(() => context.skip('needs the right to mount a small file system'))
  const remount = (how: string) => run('mount', ['-o', `remount,${how}`, host.downloadsDir])
  try {
    const first = await failsBy({ kind: 'cut', way: 'down', afterBytes: size - 1 })
    await remount('ro')
    const refused = await retried(first)
    await remount('rw')

    expect(refused.problem).toMatchObject({ code: 'FILE_UNWRITABLE', data: { detail: 'EROFS' } })
    expect(await outcome(await retried(refused))).toMatchObject(whole)
  } finally {
    await run('umount', [host.downloadsDir])
  }
})

test('a cancel or a dismissal leaves no half file', async () => {
  const first = await failsBy({ kind: 'cut', way: 'down', afterBytes: 3 * MiB })
  const second = await failsBy({ kind: 'cut', way: 'down', afterBytes: 3 * MiB })
  const before = await host.downloads()

  await host.transfers.cancel(first.id)
  await host.transfers.dismiss(second.id)

  expect(before).toHaveLength(4)
  expect(await host.downloads()).toEqual([])
})

async function failsBy(fault: Fault): Promise<Transfer> {
  host.proxy.reset()
  host.proxy.order(data, fault)
  const ended = await host.ended(await host.download(imageId))
  expect(ended.state).toBe('failed')
  return ended
}

async function retried({ id }: Transfer): Promise<Transfer> {
  return host.ended(await host.transfers.retry(id))
}

/** The ranges asked for so far, one for each request for the data; null is the whole. */
function ranges(): (string | null)[] {
  return host.proxy.seen.filter(({ path }) => data.path.test(path)).map(({ range }) => range)
}

/** What came of a transfer, with what is on the disk. */
async function outcome(ended: Transfer) {
  const saved = ended.savedPath === null ? null : await readFile(ended.savedPath)
  const names = await host.downloads()
  return {
    ...ended,
    isEqual: saved?.equals(bytes),
    halfFiles: names.filter((name) => name.includes('.part')),
  }
}
