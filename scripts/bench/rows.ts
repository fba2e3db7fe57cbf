import { type BenchOptions, type RowName, rowNames } from './options.ts'
import { type Bench, measureDownload, measureUpload, type Measured } from './measure.ts'

export interface Row {
  readonly name: RowName
  readonly value: number
  readonly unit: 'ratio' | 'MB'
  readonly target: number
  readonly ok: boolean
}

export interface Results {
  readonly rows: Row[]
  readonly upload: Measured | null
  readonly download: Measured | null
}

type Direction = 'upload' | 'download'

const plan: Record<RowName, { direction: Direction; unit: Row['unit']; target: number }> = {
  'upload/curl': { direction: 'upload', unit: 'ratio', target: 1.1 },
  'download-verified/curl+sha512sum': { direction: 'download', unit: 'ratio', target: 0.8 },
  'upload-rss-growth': { direction: 'upload', unit: 'MB', target: 64 },
  'download-rss-growth': { direction: 'download', unit: 'MB', target: 64 },
}

/** Measures only what the wanted rows need. */
export async function measureRows(bench: Bench, wanted: BenchOptions['rows']): Promise<Results> {
  const wants = (direction: Direction) => wanted.filter((name) => plan[name].direction === direction)
  const [up, down] = [wants('upload'), wants('download')]
  const upload = up.length > 0 ? await measureUpload(bench, compares(up)) : null
  const download = down.length > 0 ? await measureDownload(bench, compares(down)) : null
  const rows = rowNames.flatMap((name) => {
    const measured = plan[name].direction === 'upload' ? upload : download
    return measured && wanted.includes(name) ? [toRow(name, measured)] : []
  })
  return { rows, upload, download }
}

function compares(names: readonly RowName[]): boolean {
  return names.some((name) => plan[name].unit === 'ratio')
}

function toRow(name: RowName, { oursMs, theirsMs, rssGrowthBytes }: Measured): Row {
  const { unit, target } = plan[name]
  const exact = unit === 'MB' ? rssGrowthBytes / 1e6 : median(oursMs) / median(theirsMs)
  const value = Number(exact.toFixed(unit === 'MB' ? 1 : 3))
  // Times may reach their target; memory stays below.
  return { name, value, unit, target, ok: unit === 'MB' ? value < target : value <= target }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle - 0.5)] ?? 0) + (sorted[Math.ceil(middle - 0.5)] ?? 0)) / 2
}
