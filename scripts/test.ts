// `npm test`: what the parts do (vitest), then the whole app clicked in Chromium against the served shell.
import { spawnSync } from 'node:child_process'

import { ensureChromium } from './ensure-chromium.ts'

const env = { ...process.env, ARCLIGHT_CHROMIUM: ensureChromium() }
const steps = [
  ['vitest', 'run'],
  ['playwright', 'test', '--project', 'page', '--project', 'desktop'],
]

for (const [tool = '', ...args] of steps) {
  const { status } = spawnSync('npx', ['--no-install', tool, ...args], { stdio: 'inherit', env })
  if (status !== 0) process.exit(status ?? 1)
}
