// `npm run soak`: the tests that break things at random, many times over. ARCLIGHT_SEED chooses another course.
import { spawnSync } from 'node:child_process'

const env = { ...process.env, ARCLIGHT_SOAK: '1000' }
const { status } = spawnSync(
  'npx',
  ['--no-install', 'vitest', 'run', '.trust.test', 'kill.test', 'kill-saving', 'mutated-', 'long-use'],
  {
    stdio: 'inherit',
    env,
  },
)
process.exitCode = status ?? 1
