import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import { createFileRegistry } from '../../electron/core/files/create-file-registry.ts'
import { createHttpEngine } from '../../electron/core/http/create-http-engine.ts'
import { createImages } from '../../electron/core/images/create-images.ts'
import { passwordAccess } from '../../electron/core/images/password-access.ts'
import { type Bench, cloudId, type Measured, median, never, seconds, settleDisk, timed } from './bench.ts'
import { type Move, withHost } from './host.ts'
import type { HostReport } from './host-process.ts'
import type { RowName } from './plan.ts'

/** What any client waits for the cloud, whatever it does with the bytes. */
export const floorOfDownload = 'floor: `curl -o /dev/null` of the same image'
export const floorOfHash = 'floor: `sha512sum` of the same file'

const image = { name: 'arclight benchmark', diskFormat: 'raw', containerFormat: 'bare' }

/** Ours and `curl -T`, in turns, into a new image each time. */
export async function measureUpload(bench: Bench, wanted: readonly RowName[]): Promise<Measured> {
  const compares = wanted.includes('upload/curl')
  return await withCloud(bench, async ({ images, curl }) => {
    const rounds = await inTurns(bench, 'upload', async (move) => {
      const ours = await move({ kind: 'upload', path: bench.path })
      await images.delete({ cloudId, imageId: ours.imageId }, never)
      if (!compares) return { ours, theirsMs: null }

      const { id: imageId } = await images.create({ cloudId, image }, never)
      const type = 'Content-Type: application/octet-stream'
      const theirsMs = await curl(imageId, ['-T', bench.path, '-H', type])
      await images.delete({ cloudId, imageId }, never)
      return { ours, theirsMs }
    })
    const { oursMs, theirsMs, rssGrowthMb } = rounds
    return {
      values: { 'upload/curl': median(oursMs) / median(theirsMs), 'upload-rss-growth': rssGrowthMb },
      series: [
        { what: 'upload, Arclight', eachMs: oursMs },
        { what: 'upload, `curl -T`', eachMs: theirsMs },
      ],
    }
  })
}

/** Ours and `curl -o` with `sha512sum` after it, in turns, from one image. */
export async function measureDownload(bench: Bench, wanted: readonly RowName[]): Promise<Measured> {
  const compares = wanted.includes('download-verified/curl+sha512sum')
  const path = join(bench.dir, 'download')
  const floor = { serveMs: [] as number[], hashMs: [] as number[] }
  return await withCloud(bench, async ({ images, curl }) => {
    const { imageId } = await withHost(bench, (move) => move({ kind: 'upload', path: bench.path }))
    const rounds = await inTurns(bench, 'download', async (move) => {
      const ours = await move({ kind: 'download', imageId, path })
      await rm(path)
      if (!compares) return { ours, theirsMs: null }

      const savedMs = await curl(imageId, ['-o', path])
      const hashedMs = timed('sha512sum', [path])
      await rm(path)
      floor.hashMs.push(hashedMs)
      floor.serveMs.push(await curl(imageId, ['-o', '/dev/null']))
      return { ours, theirsMs: savedMs + hashedMs }
    })
    await images.delete({ cloudId, imageId }, never)
    const { oursMs, theirsMs, rssGrowthMb } = rounds
    return {
      values: {
        'download-verified/curl+sha512sum': median(oursMs) / median(theirsMs),
        'download-rss-growth': rssGrowthMb,
      },
      series: [
        { what: 'download and verify, Arclight', eachMs: oursMs },
        { what: '`curl -o`, then `sha512sum`', eachMs: theirsMs },
        { what: floorOfDownload, eachMs: floor.serveMs },
        { what: floorOfHash, eachMs: floor.hashMs },
      ],
    }
  })
}

interface Round {
  readonly ours: HostReport
  /** Null if only memory was asked for. */
  readonly theirsMs: number | null
}

async function inTurns(bench: Bench, what: string, round: (move: Move) => Promise<Round>) {
  const rounds: Round[] = []
  await withHost(bench, async (move) => {
    for (let count = 1; count <= bench.runs; count++) {
      const done = await round(move)
      rounds.push(done)
      const theirs = done.theirsMs === null ? '' : `, curl ${seconds(done.theirsMs)} s`
      bench.log(`${what} ${count}/${bench.runs}: ${seconds(done.ours.tookMs)} s${theirs}`)
    }
  })
  return {
    oursMs: rounds.map(({ ours }) => ours.tookMs),
    theirsMs: rounds.flatMap(({ theirsMs }) => theirsMs ?? []),
    rssGrowthMb: Math.max(...rounds.map(({ ours }) => ours.rssGrowthBytes)) / 1e6,
  }
}

interface CloudTools {
  readonly images: ReturnType<typeof createImages>
  /** Runs curl on the data of an image, and tells how long that took in ms. */
  curl(imageId: string, args: string[]): Promise<number>
}

async function withCloud<Value>(bench: Bench, use: (tools: CloudTools) => Promise<Value>): Promise<Value> {
  const access = passwordAccess(bench.cloud)
  const engine = createHttpEngine()
  try {
    return await use({
      images: createImages({ access, send: engine.send, files: createFileRegistry() }),
      async curl(imageId, args) {
        const { endpoint, token } = await access.imageService(cloudId, never)
        const url = `${endpoint}/v2/images/${imageId}/file`
        settleDisk()
        // By its input: whoever lists the processes of this machine sees their arguments.
        return timed('curl', ['-sS', '--fail', '-H', '@-', ...args, url], {
          input: `X-Auth-Token: ${token}\n`,
        })
      },
    })
  } finally {
    await engine.close()
  }
}
