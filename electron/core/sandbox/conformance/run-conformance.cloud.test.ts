import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { startSandbox } from '../start-sandbox.ts'
import { type ConformanceTarget, runConformance } from './run-conformance.ts'

const cloudFile = process.env.ARCLIGHT_CLOUD

test.runIf(cloudFile !== undefined)(
  'a real cloud and the sandbox give the same statuses, header names and JSON keys',
  async () => {
    const dir = await mkdtemp(join(tmpdir(), 'arclight-conformance-'))
    const signal = AbortSignal.timeout(120_000)
    const cloud = JSON.parse(await readFile(cloudFile ?? '', 'utf8')) as ConformanceTarget
    const sandbox = await startSandbox({ dir, inspectsFormats: false }, signal)

    const real = await runConformance(cloud, signal)
    const own = await runConformance(sandbox, signal)

    expect(own).toEqual(real)
    // What the sandbox is held to where there is no cloud. `vitest -u` records it anew.
    await expect(real.map((one) => `${JSON.stringify(one)}\n`).join('')).toMatchFileSnapshot('expected.jsonl')
    await sandbox.close()
    await rm(dir, { recursive: true })
  },
  120_000,
)
