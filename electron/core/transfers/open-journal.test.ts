import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { newRecord } from './new-record.ts'
import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import { type Journal, openJournal } from './open-journal.ts'
import type { TransferRecord } from './transfer-record.ts'

let dir: string
let path: string
let logged: string[]

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-journal-'))
  path = join(dir, 'transfers', 'journal.jsonl')
  logged = []
})

afterEach(async () => {
  await rm(dir, { recursive: true })
})

test('has at the next opening what was put last, in the order of the first puts, without what was removed', async () => {
  const [first, second, third] = [record(1), record(2), record(3)]
  const journal = await open()
  await Promise.all([journal.put(first), journal.put(second), journal.put(third)])
  await journal.put(moved(first, 5))
  await journal.remove(second.transfer.id)
  await journal.close()

  expect(await found()).toEqual([moved(first, 5), third])
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(logged).toEqual([])
})

test('cut at any byte, it has what was durable before that byte, and can be written to again', async () => {
  const [first, second] = [record(1), record(2)]
  const states = [[], [first], [first, second], [moved(first, 7), second], [second]]
  const ends = await lengthsAfter([
    async () => {},
    (journal) => journal.put(first),
    (journal) => journal.put(second),
    (journal) => journal.put(moved(first, 7)),
    (journal) => journal.remove(first.transfer.id),
  ])
  const whole = await readFile(path)

  await fc.assert(
    fc.asyncProperty(fc.integer({ min: ends[0]!, max: whole.length }), async (cutAt) => {
      await writeFile(path, whole.subarray(0, cutAt))
      const durable = states[ends.findLastIndex((end) => end <= cutAt)]!

      const journal = await open()
      await journal.put(record(9))
      await journal.close()

      expect(journal.records).toEqual(durable)
      expect((await found()).length).toBe(durable.length + 1)
    }),
    { numRuns: 60 },
  )
  expect(logged).toEqual([])
})

test('cut inside its header, it is empty', async () => {
  await (await open()).close()
  const whole = await readFile(path)

  await writeFile(path, whole.subarray(0, 5))

  expect(await found()).toEqual([])
})

test('a line that makes no sense is left out, told of, and kept aside', async () => {
  const journal = await open()
  await journal.put(record(1))
  await journal.close()
  const damaged = `${await readFile(path, 'utf8')}{"transfer":{"id":"odd"}}\n\u0000\u0000\n`
  await writeFile(path, damaged)

  expect(await found()).toEqual([record(1)])
  expect(logged).toHaveLength(1)
  expect(await readFile(`${path}.damaged-1970-01-01T00-00-00-000Z`, 'utf8')).toBe(damaged)
})

test('whatever byte of a line is changed, what it said is not believed, and the others are', async () => {
  const [first, second] = [record(1), record(2)]
  const ends = await lengthsAfter([
    async () => {},
    (journal) => journal.put(first),
    (journal) => journal.put(second),
  ])
  const whole = await readFile(path)

  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: ends[0]!, max: ends[1]! - 2 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, flip) => {
        const damaged = Buffer.from(whole)
        damaged[at]! ^= flip
        await writeFile(path, damaged)

        const read = await found()

        // A seal that is itself damaged leaves the fields to tell, and they are as they were.
        const isSealHit = at - ends[0]! < '{"seal":"01234567'.length
        expect(isSealHit ? [[second], [first, second]] : [[second]]).toContainEqual(read)
      },
    ),
    { numRuns: 150 },
  )
})

test('reads what a version without seals wrote, field by field', async () => {
  await (await open()).close()
  const header = await readFile(path, 'utf8')
  const { notes, ...halved } = record(2)
  await writeFile(path, `${header}${JSON.stringify(record(1))}\n${JSON.stringify(halved)}\n`)

  expect(await found()).toEqual([record(1)])
  expect(logged).toHaveLength(1)
  expect(notes).toBeDefined()
})

test('a journal of another version is kept aside and not guessed at', async () => {
  await (await open()).close()
  const later = (await readFile(path, 'utf8')).replace('"version":1', '"version":2')
  await writeFile(path, `${later}{"transfer":{"id":"x"}}\n`)

  expect(await found()).toEqual([])
  expect(await readFile(`${path}.damaged-1970-01-01T00-00-00-000Z`, 'utf8')).toContain('"version":2')
})

test('is written anew when most of it no longer counts, and loses nothing by it', async () => {
  const [kept, busy] = [record(1), record(2)]
  const journal = await open()
  await journal.put(kept)
  for (let round = 0; round < 30; round++) {
    await Promise.all(Array.from({ length: 100 }, (_, step) => journal.put(moved(busy, round * 100 + step))))
  }
  await journal.close()

  const lines = (await readFile(path, 'utf8')).split('\n').length
  expect(lines).toBeLessThan(1200)
  expect(await found()).toEqual([kept, moved(busy, 2999)])
})

function open(): Promise<Journal> {
  return openJournal(path, createDamagedFiles({ now: () => 0, log: (line) => logged.push(line) }))
}

async function found(): Promise<readonly TransferRecord[]> {
  const journal = await open()
  await journal.close()
  return journal.records
}

/** The length of the file after each step. */
async function lengthsAfter(steps: ((journal: Journal) => Promise<void>)[]): Promise<number[]> {
  const journal = await open()
  const lengths: number[] = []
  for (const step of steps) {
    await step(journal)
    lengths.push((await stat(path)).size)
  }
  await journal.close()
  return lengths
}

function record(place: number): TransferRecord {
  const source = {
    heldBy: 'host',
    name: 'disk.raw',
    sizeBytes: 10,
    path: '/disk.raw',
    identity: null,
  } as const
  const into = { kind: 'existing', imageId: 'image' } as const
  const about = {
    direction: 'upload',
    cloudId: 'c',
    cloudName: 'cloud',
    imageName: 'disk',
    unpack: null,
    store: null,
  } as const
  const { transfer, ...behind } = newRecord({ ...about, source, into }, place, 0)
  return { ...behind, transfer: { ...transfer, id: `transfer-${place}` } }
}

function moved(one: TransferRecord, movedBytes: number): TransferRecord {
  return { ...one, transfer: { ...one.transfer, movedBytes } }
}
