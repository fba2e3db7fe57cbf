// How fast images move, and in how much memory: npm run bench [-- --json] [--only NAME] [--size BYTES] [--runs COUNT]
import { randomFillSync } from 'node:crypto'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { findCloud } from './bench/bench-cloud.ts'
import type { Bench } from './bench/bench.ts'
import { type BenchOptions, readOptions, usage } from './bench/options.ts'
import { asDocument, asTable, loadNow } from './bench/report.ts'
import { bundleRoles } from './bench/roles.ts'
import { measureRows } from './bench/rows.ts'

await main()

async function main(): Promise<void> {
  const options = tryOptions()
  if (!options) return
  const dir = await mkdtemp(join(tmpdir(), 'arclight-bench-'))
  const roles = await bundleRoles()
  try {
    const { kind, cloud, database, close } = await findCloud(dir, roles)
    try {
      const path = join(dir, 'source.raw')
      const { sizeBytes, hugeBytes, runs } = options
      await writeRandom(path, sizeBytes)
      const sizes = { sizeBytes, hugeBytes, runs }
      await run(options, kind, { cloud, database, roles, dir, path, ...sizes, log: tell })
    } finally {
      await close()
    }
  } finally {
    await Promise.all([roles.remove(), rm(dir, { recursive: true })])
  }
}

async function run(options: BenchOptions, cloudKind: string, bench: Bench): Promise<void> {
  const { sizeBytes, runs } = options
  const setting = { cloudKind, sizeBytes, runs, date: new Date(), load: loadNow() }
  bench.log(`${(sizeBytes / 1e6).toFixed(0)} MB against ${cloudKind}, load ${setting.load.toFixed(2)}`)
  const results = await measureRows(bench, options.rows)
  console.log(options.json ? JSON.stringify(results.rows) : asTable(results.rows))
  if (options.isStandard) {
    const path = fileURLToPath(new URL('../BENCHMARKS.md', import.meta.url))
    await writeFile(path, asDocument(results, setting))
  }
  if (results.rows.some(({ ok }) => !ok)) process.exitCode = 1
}

/** Beside the table, which goes to stdout. */
function tell(line: string): void {
  console.error(line)
}

function tryOptions(): BenchOptions | null {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    console.error(usage)
    process.exitCode = 2
    return null
  }
}

async function writeRandom(path: string, sizeBytes: number): Promise<void> {
  const file = await open(path, 'w')
  const chunk = Buffer.alloc(1024 * 1024)
  for (let written = 0; written < sizeBytes; written += chunk.length) {
    await file.write(randomFillSync(chunk).subarray(0, sizeBytes - written))
  }
  await file.close()
}
