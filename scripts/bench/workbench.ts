import { type Answers, needle } from './answers-process.ts'
import { type Bench, type Measured, median, seconds } from './bench.ts'
import { nextMessage, stopRole } from './roles.ts'
import { runSpec } from './run-spec.ts'

/** What renderer/e2e/workbench.bench.spec.ts writes. */
interface WorkbenchFigures {
  readonly smallMs: readonly number[]
  readonly hundred: readonly {
    readonly firstScreenMs: number
    readonly searchMs: number
    readonly heapBytes: number
  }[]
  readonly giga: { readonly firstScreenMs: number; readonly rssGrowthBytes: number }
  readonly openMs: readonly number[]
}

/** The request workbench in Chromium: small answers, one of 100 MB, one of 1 GB, and ten thousand saved requests. */
export async function measureWorkbench(bench: Bench): Promise<Measured> {
  const answers = bench.roles.start('answers', '')
  try {
    const { origin } = await nextMessage<Answers>(answers)
    const order = { origin, needle, runs: bench.runs }
    const { smallMs, hundred, giga, openMs } = await runSpec<WorkbenchFigures>(bench, 'workbench', order)
    const screenMs = hundred.map(({ firstScreenMs }) => firstScreenMs)
    const searchMs = hundred.map((each) => each.searchMs)
    bench.log(
      `100 MB: ${screenMs.map(seconds).join(', ')} s to the screen, ${searchMs.map(seconds).join(', ')} s to search`,
    )
    return {
      values: {
        'small-request-overhead': median(smallMs),
        'answer-100MB-first-screen': median(screenMs) / 1000,
        'answer-100MB-search': median(searchMs) / 1000,
        'answer-100MB-heap': Math.max(...hundred.map(({ heapBytes }) => heapBytes)) / 1e6,
        'answer-1GB-first-screen': giga.firstScreenMs / 1000,
        'answer-1GB-rss-growth': giga.rssGrowthBytes / 1e6,
        'open-10000-requests': median(openMs) / 1000,
      },
      series: [
        { what: '100 MB of JSON, from the last byte to the first screen', eachMs: screenMs },
        { what: '100 MB of JSON, searched to its end', eachMs: searchMs },
        { what: '10,000 saved requests opened', eachMs: openMs },
      ],
    }
  } finally {
    await stopRole(answers)
  }
}
