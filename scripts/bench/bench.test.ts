import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { readOptions } from './options.ts'
import { floorOfDownload, floorOfHash } from './against-curl.ts'
import { asDocument, asTable } from './report.ts'
import { median } from './bench.ts'

test('takes the middle of the runs, so that one bad run decides nothing', () => {
  expect(median([3, 900, 1])).toBe(3)
  expect(median([4, 1, 2, 900])).toBe(3)
})

test('keeps only a run that nobody made smaller', () => {
  expect(readOptions([])).toMatchObject({ isStandard: true, sizeBytes: 2 ** 31, runs: 5 })
  expect(readOptions(['--size', '1073741824'])).toMatchObject({ isStandard: false, hugeBytes: 25e9 })
  expect(readOptions(['--only', 'upload/curl'])).toMatchObject({ isStandard: false, rows: ['upload/curl'] })
  expect(() => readOptions(['--only', 'sideways'])).toThrow('sideways')
  expect(() => readOptions(['--size', '1GB'])).toThrow('1GB')
})

test('says which targets were missed', () => {
  const row = { name: 'upload/curl', value: 1.2, unit: 'ratio', target: 1.1, ok: false } as const

  expect(asTable([row])).toMatch(/upload\/curl +1\.2 ratio +≤ 1\.1 +missed/)
})

test('says where the time of a download goes, from what was measured', () => {
  const setting = { cloudKind: 'a cloud', sizeBytes: 2 ** 30, runs: 1, date: new Date(0), load: 0 }
  const series = [
    { what: 'download and verify, Arclight', eachMs: [5000] },
    { what: floorOfDownload, eachMs: [4000] },
    { what: floorOfHash, eachMs: [3000] },
    { what: '`glance image-download`', eachMs: [8000] },
  ]

  const written = asDocument({ rows: [], series }, setting)

  expect(written).toContain('Arclight took 5.00 s: 125 % of what the cloud takes.')
  expect(written).toContain('can be below 0.50 of `glance image-download` here.')
  expect(asDocument({ rows: [], series: series.slice(0, 2) }, setting)).not.toContain('Where the time')
})

test('measures against the sandbox where there is no real cloud, and prints one array', async () => {
  const script = fileURLToPath(new URL('../bench.ts', import.meta.url))
  const args = ['--import', 'tsx', script, '--json', '--only', 'upload-rss-growth']
  const child = spawn(process.execPath, [...args, '--size', '8388608', '--runs', '1'], {
    env: { ...process.env, ARCLIGHT_CLOUD: undefined, ARCLIGHT_CLOUD_STATE: '/no/such/cloud' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })

  const rows: unknown = JSON.parse(await text(child.stdout))

  expect(rows).toEqual([
    { name: 'upload-rss-growth', value: expect.any(Number), unit: 'MB', target: 64, ok: expect.any(Boolean) },
  ])
}, 60_000)
