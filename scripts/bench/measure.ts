import { spawnSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import { createHttpEngine } from '../../electron/core/http/create-http-engine.ts'
import { createImages } from '../../electron/core/images/create-images.ts'
import { type KnownCloud, passwordAccess } from '../../electron/core/images/password-access.ts'
import type { HostOrder, HostReport } from './host-process.ts'
import { forkRole, nextMessage, stopRole } from './roles.ts'

export interface Bench {
  readonly cloud: KnownCloud
  /** For what is written and removed again. */
  readonly dir: string
  /** The file that is moved. */
  readonly path: string
  readonly runs: number
  log(line: string): void
}

/** One direction: times of each run in ms, and how far memory went up in the worst of them. */
export interface Measured {
  readonly oursMs: readonly number[]
  /** Empty if only memory was asked for. */
  readonly theirsMs: readonly number[]
  readonly rssGrowthBytes: number
}

interface Round {
  readonly ours: HostReport
  readonly theirsMs: number | null
}

const never = new AbortController().signal
const cloudId = 'bench'

/** Ours and `curl -T`, in turns, into a new image each time. */
export async function measureUpload(bench: Bench, compares: boolean): Promise<Measured> {
  return await withCloud(bench, async ({ images, curl }) =>
    inTurns(bench, 'upload', async (move) => {
      const ours = await move({ kind: 'upload', path: bench.path })
      await images.delete({ cloudId, imageId: ours.imageId }, never)
      if (!compares) return { ours, theirsMs: null }

      const image = { name: 'arclight benchmark', diskFormat: 'raw', containerFormat: 'bare' }
      const { id: imageId } = await images.create({ cloudId, image }, never)
      const type = 'Content-Type: application/octet-stream'
      const theirsMs = await curl(imageId, ['-T', bench.path, '-H', type])
      await images.delete({ cloudId, imageId }, never)
      return { ours, theirsMs }
    }),
  )
}

/** Ours and `curl -o` with `sha512sum` after it, in turns, from one image. */
export async function measureDownload(bench: Bench, compares: boolean): Promise<Measured> {
  const path = join(bench.dir, 'download')
  return await withCloud(bench, async ({ images, curl }) => {
    const imageId = await upload(bench)
    const measured = await inTurns(bench, 'download', async (move) => {
      const ours = await move({ kind: 'download', imageId, path })
      await rm(path)
      if (!compares) return { ours, theirsMs: null }

      const theirsMs = (await curl(imageId, ['-o', path])) + timed('sha512sum', [path])
      await rm(path)
      return { ours, theirsMs }
    })
    await images.delete({ cloudId, imageId }, never)
    return measured
  })
}

type Move = (order: HostOrder) => Promise<HostReport>

/** Does the rounds in one host process, which is as long-lived as the app: what one transfer leaves, the next finds. */
async function inTurns(bench: Bench, what: string, round: (move: Move) => Promise<Round>): Promise<Measured> {
  const rounds: Round[] = []
  await withHost(bench, async (move) => {
    for (let count = 1; count <= bench.runs; count++) {
      const done = await round(move)
      rounds.push(done)
      const theirs = done.theirsMs === null ? '' : `, curl ${(done.theirsMs / 1000).toFixed(2)} s`
      bench.log(`${what} ${count}/${bench.runs}: ${(done.ours.tookMs / 1000).toFixed(2)} s${theirs}`)
    }
  })
  return {
    oursMs: rounds.map(({ ours }) => ours.tookMs),
    theirsMs: rounds.flatMap(({ theirsMs }) => theirsMs ?? []),
    rssGrowthBytes: Math.max(...rounds.map(({ ours }) => ours.rssGrowthBytes)),
  }
}

async function withHost<Value>(bench: Bench, use: (move: Move) => Promise<Value>): Promise<Value> {
  const host = forkRole('host', JSON.stringify(bench.cloud))
  try {
    await nextMessage(host)
    return await use(async (order) => {
      // What the run before left to be written must not slow this one down.
      spawnSync('sync')
      const report = nextMessage<HostReport>(host)
      host.send(order)
      return await report
    })
  } finally {
    await stopRole(host)
  }
}

async function upload(bench: Bench): Promise<string> {
  return await withHost(bench, async (move) => (await move({ kind: 'upload', path: bench.path })).imageId)
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
      images: createImages({ access, send: engine.send }),
      async curl(imageId, args) {
        const { endpoint, token } = await access.imageService(cloudId, never)
        const url = `${endpoint}/v2/images/${imageId}/file`
        spawnSync('sync')
        // By its input: whoever lists the processes of this machine sees their arguments.
        return timed('curl', ['-sS', '--fail', '-H', '@-', ...args, url], `X-Auth-Token: ${token}\n`)
      },
    })
  } finally {
    await engine.close()
  }
}

function timed(command: string, args: string[], input = ''): number {
  const startedAtMs = performance.now()
  const { status, error } = spawnSync(command, args, { input, stdio: ['pipe', 'ignore', 'inherit'] })
  if (error || status !== 0)
    throw new Error(`${command} failed (${error?.message ?? status})`, { cause: error })
  return performance.now() - startedAtMs
}
