import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { Worker } from 'node:worker_threads'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createHashPool, type HashPool, type HashSlots } from './hash-pool.ts'
import type { Slot } from './slot-supply.ts'

let pool: HashPool

beforeEach(() => {
  pool = createHashPool()
})
afterEach(() => pool.close())

test('hashes what passes through the slots, by every algorithm at once', async () => {
  const bytes = randomBytes(20 * 1024 * 1024 + 7)
  const slots = pool.open(['sha512', 'md5'])

  expect(await hashAll(slots, bytes)).toEqual(hashesOf(bytes, ['sha512', 'md5']))
})

test('keeps apart what twelve transfers hash at the same time on shared threads', async () => {
  const files = Array.from({ length: 12 }, (_, at) => randomBytes(3 * 1024 * 1024 + at))

  const hashed = await Promise.all(files.map((bytes) => hashAll(pool.open(['sha256', 'md5']), bytes)))

  expect(hashed).toEqual(files.map((bytes) => hashesOf(bytes, ['sha256', 'md5'])))
})

test('gives a slot out again only when its taker and every hash are done with it', async () => {
  const slots = pool.open(['md5', 'sha1'])
  const taken = await takeAll(slots)
  let next: Slot | null = null
  const waiting = slots.take().then((slot) => (next = slot))

  for (const slot of taken) slots.hash(slot, 1)
  await slots.digest()
  expect(next).toBeNull()

  slots.release(taken[3]!)
  expect(await waiting).toBe(taken[3])
})

test('lets every transfer go on with three slots while another holds on to all that may be shared', async () => {
  await takeAll(pool.open(['md5']))
  const crowd = Array.from({ length: 5 }, () => pool.open(['md5']))

  const taken = await Promise.all(crowd.map((slots) => takeSome(slots, 3)))

  expect(new Set(taken.flat()).size).toBe(15)
})

test('bounds what all transfers hold together', async () => {
  const taken: Slot[] = []
  const crowd = Array.from({ length: 8 }, () => pool.open(['md5']))
  const takers = crowd.flatMap((slots) =>
    Array.from({ length: 11 }, () => slots.take().then((slot) => taken.push(slot))),
  )
  await new Promise(setImmediate)

  expect(taken.length).toBe(8 * 3 + 8)

  const turnedAway = Promise.allSettled(takers)
  for (const slots of crowd) slots.close()
  const outcomes = await turnedAway
  expect(outcomes.filter(({ status }) => status === 'rejected').length).toBe(88 - 32)
})

test('turns away whoever waits for a slot when it closes, and gives what was held to others', async () => {
  const slots = pool.open(['md5'])
  const held = await takeAll(slots)
  const waiting = Promise.allSettled([slots.take()])

  slots.close()
  for (const slot of held) slots.release(slot)

  expect(await waiting).toMatchObject([{ status: 'rejected', reason: { message: expect.any(String) } }])
  await expect(slots.take()).rejects.toThrow('closed')
  expect(held).toContain(await pool.open(['md5']).take())
})

test('reports an algorithm that no thread knows, and hashes on for the others', async () => {
  const bytes = randomBytes(1000)
  const unknown = pool.open(['no-such-hash'])
  const known = pool.open(['md5'])

  await expect(unknown.digest()).rejects.toThrow('Digest method not supported')

  await expect(unknown.take()).rejects.toThrow('Digest method not supported')
  expect(await hashAll(known, bytes)).toEqual(hashesOf(bytes, ['md5']))
})

test('fails the transfers of a thread that died with a code, and starts another for the next', async () => {
  const started: Worker[] = []
  const dying = createHashPool((path, options) => {
    const worker = new Worker(path, options)
    started.push(worker)
    return worker
  })
  const slots = dying.open(['md5'])
  const held = await takeSome(slots, 2)
  slots.hash(held[0]!, 1000)

  await started[0]!.terminate()

  await expect(slots.digest()).rejects.toMatchObject({ code: 'HASHING_STOPPED' })
  await expect(slots.take()).rejects.toMatchObject({ code: 'HASHING_STOPPED' })
  for (const slot of held) slots.release(slot)
  slots.close()
  const bytes = randomBytes(5 * 1024 * 1024)
  expect(await hashAll(dying.open(['md5']), bytes)).toEqual(hashesOf(bytes, ['md5']))
  await dying.close()
})

test('lets the process end when nothing is left to hash', async () => {
  const path = new URL('./hash-pool.ts', import.meta.url)
  const script = `
    const { createHashPool } = await import(${JSON.stringify(path)})
    const slots = createHashPool().open(['md5'])
    const digest = await slots.digest()
    slots.close()
    const closedAtMs = performance.now()
    process.on('exit', () => {
      const isSoon = performance.now() - closedAtMs < 3000
      process.stdout.write(digest.md5 + (isSoon ? ' soon' : ' late'))
    })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })

  const told = await text(child.stdout)

  expect(told).toBe(`${hashesOf(Buffer.alloc(0), ['md5'])['md5']} soon`)
}, 60_000)

async function hashAll(slots: HashSlots, bytes: Buffer): Promise<Record<string, string>> {
  for (let at = 0; at < bytes.length; ) {
    const slot = await slots.take()
    const length = bytes.copy(slot.bytes, 0, at)
    slots.hash(slot, length)
    slots.release(slot)
    at += length
  }
  const digests = await slots.digest()
  slots.close()
  return digests
}

function hashesOf(bytes: Buffer, algorithms: readonly string[]): Record<string, string> {
  return Object.fromEntries(algorithms.map((name) => [name, createHash(name).update(bytes).digest('hex')]))
}

const takeAll = (slots: HashSlots) => takeSome(slots, 11)

async function takeSome(slots: HashSlots, count: number): Promise<Slot[]> {
  const taken: Slot[] = []
  for (let at = 0; at < count; at++) taken.push(await slots.take())
  return taken
}
