import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { PackFormat } from '../../../shared/model/pack-format.ts'
import { type FaultyHost, sha512Of, startFaultyHost } from './test-host.ts'

const run = promisify(execFile)
const never = new AbortController().signal
const MiB = 1024 * 1024
const limitBytes = 100 * MiB
const plain = Buffer.concat([randomBytes(2 * MiB + 3), Buffer.alloc(3 * MiB), randomBytes(100)])
const tools = { gz: 'gzip', xz: 'xz', zst: 'zstd' }
let host: FaultyHost

beforeAll(async () => {
  host = await startFaultyHost()
})

afterAll(async () => {
  await host.close()
})

test.each(['gz', 'xz', 'zst'] as const)(
  'sends what is packed in a .%s, and keeps the hashes of both',
  async (format) => {
    const { path, handle } = await packed('disk', format)

    const ended = await host.ended(await host.uploadUnpacked(handle, { format, limitBytes }))

    expect(ended).toMatchObject({
      state: 'verified',
      verifiedBy: 'sha512',
      sizeBytes: plain.length,
      hashes: { sha512: sha512Of(plain) },
      fileHashes: { sha512: sha512Of(await readFile(path)) },
    })
    expect((await host.stored(ended.imageId!)).equals(plain)).toBe(true)
    expect(await host.show(ended.imageId!)).toMatchObject({ sizeBytes: plain.length })
  },
)

test.each(['gz', 'xz', 'zst'] as const)('says that a .%s is cut short, and keeps nothing', async (format) => {
  const { path } = await packed('short', format)
  await truncate(path, 1.5 * MiB)
  const { handle } = await host.files.addPath(path, never)

  const ended = await host.ended(await host.uploadUnpacked(handle, { format, limitBytes }))

  expect(ended).toMatchObject({ state: 'failed', problem: { code: 'FILE_NOT_UNPACKED', data: { format } } })
  await becomesQueued(ended.imageId!)
})

test('says that a file is not what its ending says', async () => {
  const { handle } = await host.file('really.raw', 1000)

  const ended = await host.ended(await host.uploadUnpacked(handle, { format: 'xz', limitBytes }))

  expect(ended.problem).toMatchObject({
    code: 'FILE_NOT_UNPACKED',
    data: { name: 'really.raw', format: 'xz', detail: expect.any(String) },
  })
})

test.each(['gz', 'xz', 'zst'] as const)('a .%s that holds too much ends at the limit', async (format) => {
  const path = join(host.dir, 'bomb')
  await writeFile(path, Buffer.alloc(64 * MiB))
  await run(tools[format], ['-f', '-k', path])
  const { handle } = await host.files.addPath(`${path}.${format}`, never)

  const ended = await host.ended(await host.uploadUnpacked(handle, { format, limitBytes: 10 * MiB }))

  expect(ended.problem).toEqual({
    code: 'UNPACKED_TOO_LARGE',
    data: { name: `bomb.${format}`, limitBytes: 10 * MiB },
  })
  await becomesQueued(ended.imageId!)
})

test('unpacks anew when the token was refused half way', async () => {
  const path = join(host.dir, 'again.gz')
  await writeFile(path, gzipSync(plain))
  const { handle } = await host.files.addPath(path, never)
  host.proxy.order({ method: 'PUT', path: /\/file$/ }, { kind: 'answer', status: 401, afterBytes: 2 * MiB })

  const ended = await host.ended(await host.uploadUnpacked(handle, { format: 'gz', limitBytes }))

  expect(ended).toMatchObject({ state: 'verified', attempt: 1, hashes: { sha512: sha512Of(plain) } })
})

async function packed(name: string, format: PackFormat) {
  const path = join(host.dir, `${name}-${format}`)
  await writeFile(path, plain)
  await run(tools[format], ['-f', '-k', path])
  const { handle } = await host.files.addPath(`${path}.${format}`, never)
  return { path: `${path}.${format}`, handle }
}

async function becomesQueued(imageId: string): Promise<void> {
  const status = async () => (await host.show(imageId)).status
  await expect.poll(status, { timeout: 5000 }).toBe('queued')
}
