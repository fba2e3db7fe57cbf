import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { defaultHistoryLimits } from '../../shared/model/history-limits.ts'
import { newDraft } from '../../shared/model/new-draft.ts'
import type { Core } from './core.ts'
import { createCore } from './create-core.ts'
import { createDamagedFiles } from './data-dir/damaged-files.ts'
import { createSettingsStore } from './settings/create-settings-store.ts'
import { createMemoryKeyStore } from './vault/key-store.ts'

/** A day of use, or five of them. */
const days = process.env['ARCLIGHT_SOAK'] === undefined ? 1 : 5
const requests = days * 10_000
const transfers = days * 200
const rounds = transfers / 2
/** After this share of it, all that is kept for good is there. */
const warmUp = 0.3
const never = new AbortController().signal

let dir: string
let core: Core

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-long-'))
  await mkdir(join(dir, 'downloads'))
  await writeFile(join(dir, 'image.raw'), Buffer.alloc(256 * 1024, 'image'))
  const settings = createSettingsStore({ store: {} })
  // What the operator wants kept is no leak: it is all there after the first tenth of a day.
  settings.change({ history: { ...defaultHistoryLimits, mostRecords: 1000 } })
  core = await createCore({
    dataDir: join(dir, 'data'),
    downloadsDir: join(dir, 'downloads'),
    assetsDir: join(dir, 'assets'),
    version: '0',
    shell: 'served',
    keyStore: createMemoryKeyStore(),
    settings,
    damaged: createDamagedFiles({ now: Date.now, log: () => {} }),
    log: () => {},
  })
}, 30_000)

afterAll(async () => {
  await core.close()
  await rm(dir, { recursive: true })
})

test(`after ${requests} requests and ${transfers} transfers memory has not grown, nor is a file left open`, {
  timeout: days * 600_000,
}, async () => {
  const { id: cloudId, settings } = await core.clouds.startSandbox(never)
  const { handle } = await core.files.addPath(join(dir, 'image.raw'), never)
  const draft = { ...newDraft, url: settings.authUrl }
  let before: Usage | null = null

  for (let round = 0; round < rounds; round += 1) {
    for (let count = 0; count < requests / rounds; count += 1)
      for await (const event of core.requests.send({ draft, cloudId }, never)) void event
    await moveOnce(cloudId, handle)
    if (before === null && round >= rounds * warmUp) before = await usage()
  }

  const after = await usage()
  expect(after.heldBytes).toBeLessThan(before!.heldBytes * 1.1)
  expect(after.descriptors).toBeLessThanOrEqual(before!.descriptors + 4)
})

/** One image up and down again, both verified; nothing of it stays. */
async function moveOnce(cloudId: string, file: string): Promise<void> {
  const image = { name: 'long', diskFormat: 'raw', containerFormat: 'bare' }
  const up = await core.transfers.upload({ cloudId, file, into: { kind: 'new', image } }, never)
  const { imageId } = await verified(up.id)
  const down = await core.transfers.download({ cloudId, imageId: imageId!, file: null }, never)
  const { savedPath } = await verified(down.id)
  await core.images.delete({ cloudId, imageId: imageId! }, never)
  await Promise.all([up.id, down.id].map((id) => core.transfers.dismiss(id)))
  await rm(savedPath!)
}

async function verified(transferId: string) {
  const stop = new AbortController()
  for await (const event of core.transfers.watch(stop.signal)) {
    const told = event.type === 'all' ? event.transfers : event.type === 'changed' ? [event.transfer] : []
    const ended = told.find(({ id, endedAtMs }) => id === transferId && endedAtMs !== null)
    if (!ended) continue
    stop.abort()
    expect(ended.state).toBe('verified')
    return ended
  }
  throw new Error('the transfers ended')
}

interface Usage {
  readonly heldBytes: number
  /** 0 where the system does not tell. */
  readonly descriptors: number
}

async function usage(): Promise<Usage> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  const { heapUsed, external } = process.memoryUsage()
  const open = await readdir('/proc/self/fd').catch(() => [])
  return { heldBytes: heapUsed + external, descriptors: open.length }
}
