import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'

import { median, seconds } from './bench.ts'
import { floorOfDownload, floorOfHash } from './against-curl.ts'
import { plan } from './plan.ts'
import type { Results, Row } from './rows.ts'

export interface Setting {
  readonly cloudKind: string
  readonly sizeBytes: number
  readonly runs: number
  readonly date: Date
  /** Of the minute before the first run. */
  readonly load: number
}

export function loadNow(): number {
  return loadavg()[0] ?? 0
}

export function asTable(rows: readonly Row[]): string {
  const cells = rows.map(({ name, value, unit, target, ok }) => [
    name,
    `${value} ${unit}`,
    `${plan[name].bound} ${target}`,
    ok ? 'met' : 'missed',
  ])
  const lines = [['name', 'value', 'target', ''], ...cells]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]!.length)))
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The text of BENCHMARKS.md. */
export function asDocument({ rows, series }: Results, setting: Setting): string {
  const { cloudKind, sizeBytes, runs, date, load } = setting
  const lines = rows.map(({ name, value, unit, target, ok }) => {
    return `| ${name} | ${value} ${unit} | ${plan[name].bound} ${target} | ${ok ? 'met' : 'missed'} |`
  })
  return `# Benchmarks

Written by \`npm run bench\` on ${date.toISOString().slice(0, 10)}: ${(sizeBytes / 2 ** 30).toFixed(2)} GiB of random bytes on
loopback, against ${cloudKind}. Both sides in turns, ${runs} times; a ratio is that of the medians.

| name | value | target | |
|---|---|---|---|
${lines.join('\n')}

| seconds | median | each run |
|---|---|---|
${series.map(({ what, eachMs }) => timeLine(what, eachMs)).join('\n')}

- Machine: ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB;
  ${platform()} ${release()} ${arch()}; Node ${process.versions.node}. Load when it began: ${load.toFixed(2)}.
- An upload is timed from the order to the comparison with what the cloud says it holds; a download from the order to
  the file having its name, hashed, compared and on the disk. \`curl\` compares nothing on the way up, and neither curl
  nor sha512sum waits for the disk.
- A list is timed on the page, from the click on "Images" to the last one counted; \`curl\` only gets what the cloud's own
  \`next\` leads to, a thousand at a time. A key in the filter is timed until what it leaves is drawn, the middle one of a word.
- Memory is how far resident memory of the host process rose above what it was when a transfer was ordered, at worst.
${whereTimeGoes(series)}`
}

/** What of a download is the cloud's own, from what was measured beside it. */
function whereTimeGoes(series: Results['series']): string {
  const of = (wanted: string) => median(series.find(({ what }) => what === wanted)?.eachMs ?? [])
  const [ours, serve, hash] = ['download and verify, Arclight', floorOfDownload, floorOfHash].map(of)
  if (!ours || !serve || !hash) return ''
  const clients = series.find(({ what }) => what.startsWith('`glance'))?.eachMs ?? []
  const bound = clients.length > 0 ? serve / median(clients) : null
  const least =
    bound === null
      ? ''
      : ` Nothing that waits for one answer can be below ${bound.toFixed(2)} of \`glance image-download\` here.`
  return `
## Where the time of a download goes

The cloud alone takes ${seconds(serve)} s to give the bytes away, the hash alone ${seconds(hash)} s; one after the other
${seconds(serve + hash)} s, and Arclight took ${seconds(ours)} s: ${((ours / serve) * 100).toFixed(0)} % of what the cloud takes.${least}
`
}

function timeLine(name: string, eachMs: readonly number[]): string {
  return `| ${name} | ${eachMs.length > 0 ? seconds(median(eachMs)) : ''} | ${eachMs.map(seconds).join(', ')} |`
}
