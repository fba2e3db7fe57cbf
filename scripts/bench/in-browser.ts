import { type Bench, type Measured, median, seconds } from './bench.ts'
import { withHost } from './host.ts'
import { runSpec } from './run-spec.ts'
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
  const { dropMs, largeUpMs, largeDownMs } = await withSink(bench, {}, async (sink) => {
    await withHost({ ...bench, cloud: sink }, async (move) => {
      for (let count = 0; count < bench.runs; count++) {
        directMs.push((await move({ kind: 'upload', path: bench.path, isUnverifiable: true })).tookMs)
      }
    })
    const { cloud, path, sizeBytes, runs } = bench
    return await runSpec<BrowserFigures>(bench, 'drop', { sink, cloud, path, sizeBytes, runs })
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
