import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { startSandbox } from '../start-sandbox.ts'
import { runConformance } from './run-conformance.ts'

test('the sandbox answers each request as a Keystone and a Glance of the Zed release did', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'arclight-conformance-'))
  const signal = AbortSignal.timeout(60_000)
  const sandbox = await startSandbox({ dir, inspectsFormats: false }, signal)
  const recorded = await readFile(new URL('expected.jsonl', import.meta.url), 'utf8')
  const expected = recorded.trimEnd().split('\n')

  const observed = await runConformance(sandbox, signal)

  expect(expected.length).toBeGreaterThan(260)
  expect(observed.map((one) => JSON.stringify(one))).toEqual(expected)
  await sandbox.close()
  await rm(dir, { recursive: true })
}, 60_000)
