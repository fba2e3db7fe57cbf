import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { ensureChromium } from '../ensure-chromium.ts'
import { type Bench, type Measured, median, seconds } from './bench.ts'
import { withHost } from './host.ts'
import { withSink } from './through-sink.ts'

/** What renderer/e2e/drop.bench.spec.ts writes: times in ms. */
interface BrowserFigures {
  readonly dropMs: readonly number[]
  readonly largeUpMs: readonly number[]
  readonly largeDownMs: readonly number[]
}

/** A file dropped on the page in Chromium, against the same file read by the host; and one twice as large, to the cloud and back. */
export async function measureBrowser(bench: Bench): Promise<Measured> {
  const directMs: number[] = []
  const { dropMs, largeUpMs, largeDownMs } = await withSink({}, async (sink) => {
    await withHost(sink, async (move) => {
      for (let count = 0; count < bench.runs; count++) {
        directMs.push((await move({ kind: 'upload', path: bench.path, isUnverifiable: true })).tookMs)
      }
    })
    return await runInBrowser(bench, { sink, cloud: bench.cloud })
  })
  bench.log(
    `browser drop: ${dropMs.map(seconds).join(', ')} s; from disk: ${directMs.map(seconds).join(', ')} s`,
  )
  const largeGiB = ((2 * bench.sizeBytes) / 2 ** 30).toFixed(1)
  return {
    values: { 'browser-drop/direct': median(directMs) / median(dropMs) },
    series: [
      { what: 'upload from disk, plain sink', eachMs: directMs },
      { what: 'upload by drop on the page, plain sink', eachMs: dropMs },
      { what: `${largeGiB} GiB by drop on the page, up and verified`, eachMs: largeUpMs },
      { what: `${largeGiB} GiB asked for by the page, down and verified`, eachMs: largeDownMs },
    ],
  }
}

async function runInBrowser(bench: Bench, clouds: object): Promise<BrowserFigures> {
  const { dir, path, sizeBytes, runs } = bench
  const figuresPath = join(dir, 'figures.json')
  const child = spawn('npx', ['--no-install', 'playwright', 'test', '--project', 'bench'], {
    stdio: ['ignore', 2, 2],
    env: {
      ...process.env,
      ARCLIGHT_CHROMIUM: ensureChromium(),
      ARCLIGHT_BENCH: JSON.stringify({ ...clouds, path, sizeBytes, runs, figuresPath }),
    },
  })
  const [status] = await once(child, 'exit')
  if (status !== 0) throw new Error(`the measurements in the browser failed (${status})`)
  const figures = JSON.parse(await readFile(figuresPath, 'utf8')) as BrowserFigures
  await rm(figuresPath)
  return figures
}
