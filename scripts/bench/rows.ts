import { measureAgainstClients } from './against-clients.ts'
import { measureDownload, measureUpload } from './against-curl.ts'
import type { Bench, Measured } from './bench.ts'
import { measureBrowser } from './in-browser.ts'
import { measureList } from './list-images.ts'
import { measureLongQueue } from './long-queue.ts'
import { isMet, type Measure, plan, type RowName, type RowPlan, rowNames } from './plan.ts'
import { measureEngine } from './small-requests.ts'
import { measureCrowd, measureHuge } from './through-sink.ts'
import { measureWorkbench } from './workbench.ts'

export interface Row {
  readonly name: RowName
  readonly value: number
  readonly unit: RowPlan['unit']
  readonly target: number
  readonly ok: boolean
}

export interface Results {
  readonly rows: readonly Row[]
  readonly series: Measured['series']
}

const measures: Record<Measure, (bench: Bench, wanted: readonly RowName[]) => Promise<Measured>> = {
  upload: measureUpload,
  download: measureDownload,
  clients: measureAgainstClients,
  huge: measureHuge,
  crowd: measureCrowd,
  browser: measureBrowser,
  engine: measureEngine,
  workbench: measureWorkbench,
  list: measureList,
  queue: measureLongQueue,
}

/** Measures only what the wanted rows need, one measure after the other. */
export async function measureRows(bench: Bench, wanted: readonly RowName[]): Promise<Results> {
  const values = new Map<RowName, number>()
  const series: Measured['series'][number][] = []
  for (const [name, measure] of Object.entries(measures)) {
    const rows = wanted.filter((row) => plan[row].measure === name)
    if (rows.length === 0) continue
    const measured = await measure(bench, rows)
    for (const row of rows) {
      const value = measured.values[row]
      if (value !== undefined) values.set(row, value)
    }
    series.push(...measured.series)
  }
  const rows = rowNames.flatMap((name) => {
    const exact = values.get(name)
    return exact === undefined ? [] : [toRow(name, exact)]
  })
  return { rows, series }
}

function toRow(name: RowName, exact: number): Row {
  const { unit, target } = plan[name]
  const value = Number(exact.toFixed(unit === 'ratio' || unit === 's' ? 3 : 1))
  return { name, value, unit, target, ok: isMet(plan[name], value) }
}
