import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

import type { KnownCloud } from '../../electron/core/images/password-access.ts'
import { type Bench, type Measured, seconds } from './bench.ts'
import { withHost } from './host.ts'
import type { OneOrder } from './host-process.ts'
import type { RowName } from './plan.ts'
import { nextMessage, stopRole } from './roles.ts'

/** Memory while a sparse file of 50 GB goes up, and while as many zeros come down. */
export async function measureHuge(bench: Bench, wanted: readonly RowName[]): Promise<Measured> {
  const paths = { up: join(bench.dir, 'huge'), down: join(bench.dir, 'huge-down') }
  const orders = [
    { row: 'upload-50GB-rss-growth', what: '50 GB up', order: { kind: 'upload', path: paths.up } },
    {
      row: 'download-50GB-rss-growth',
      what: '50 GB down',
      order: { kind: 'download', imageId: 'huge', path: paths.down },
    },
  ] as const
  await makeSparse(paths.up, bench.hugeBytes)
  const values: Measured['values'] = {}
  const series: { what: string; eachMs: number[] }[] = []
  await withSink(bench, { huge: bench.hugeBytes }, async (cloud) => {
    for (const { row, what, order } of orders.filter((planned) => wanted.includes(planned.row))) {
      await withHost({ ...bench, cloud }, async (move) => {
        const { tookMs, rssGrowthBytes } = await move({ ...order, isUnverifiable: true })
        values[row] = rssGrowthBytes / 1e6
        series.push({ what: `${what}, plain sink`, eachMs: [tookMs] })
        bench.log(`${what}: ${seconds(tookMs)} s`)
      })
    }
  })
  await Promise.all([rm(paths.up), rm(paths.down, { force: true })])
  return { values, series }
}

/** Memory while four files go up and four come down at the same time. */
export async function measureCrowd(bench: Bench): Promise<Measured> {
  const names = ['crowd-1', 'crowd-2', 'crowd-3', 'crowd-4']
  const paths = names.map((name) => join(bench.dir, name))
  const orders = names.flatMap((imageId, at): OneOrder[] => [
    { kind: 'upload', path: bench.path, isUnverifiable: true },
    { kind: 'download', imageId, path: paths[at]!, isUnverifiable: true },
  ])
  const sources = Object.fromEntries(names.map((name) => [name, bench.sizeBytes]))
  const { tookMs, rssGrowthBytes } = await withSink(bench, sources, (cloud) =>
    withHost({ ...bench, cloud }, (move) => move({ kind: 'together', orders })),
  )
  await Promise.all(paths.map((path) => rm(path)))
  bench.log(`eight at once: ${seconds(tookMs)} s`)
  return {
    values: { 'eight-at-once-rss-growth': rssGrowthBytes / 1e6 },
    series: [{ what: 'four up and four down at once, plain sink', eachMs: [tookMs] }],
  }
}

/** `sources`: sizes by image id. */
export async function withSink<Value>(
  { roles }: Bench,
  sources: Record<string, number>,
  use: (cloud: KnownCloud) => Promise<Value>,
): Promise<Value> {
  const sink = roles.start('sink', JSON.stringify(sources))
  try {
    return await use(await nextMessage<KnownCloud>(sink))
  } finally {
    await stopRole(sink)
  }
}

async function makeSparse(path: string, sizeBytes: number): Promise<void> {
  const file = await open(path, 'w')
  await file.truncate(sizeBytes)
  await file.close()
}
