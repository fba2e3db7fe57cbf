import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { ensureChromium } from '../ensure-chromium.ts'
import type { Bench } from './bench.ts'

/** Runs `renderer/e2e/<name>.bench.spec.ts` in Chromium with an order, and answers with the figures that it wrote. */
export async function runSpec<Figures>(bench: Bench, name: string, order: object): Promise<Figures> {
  const figuresPath = join(bench.dir, 'figures.json')
  const args = ['--no-install', 'playwright', 'test', `${name}.bench`, '--project', 'bench']
  const child = spawn('npx', args, {
    stdio: ['ignore', 2, 2],
    env: {
      ...process.env,
      ARCLIGHT_CHROMIUM: ensureChromium(),
      ARCLIGHT_BENCH: JSON.stringify({ ...order, figuresPath }),
    },
  })
  const [status] = await once(child, 'exit')
  if (status !== 0) throw new Error(`the measurements in the browser failed (${status})`)
  const figures = JSON.parse(await readFile(figuresPath, 'utf8')) as Figures
  await rm(figuresPath)
  return figures
}
