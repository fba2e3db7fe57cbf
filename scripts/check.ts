// Every gate, one after the other: types, lint, layers, dead code, format, tests. `npm run check -- --no-tests` leaves
// the tests out. A gate that finds nothing to read fails, because a gate that is silently off is worse than none.
import { spawnSync } from 'node:child_process'

import { cruise } from 'dependency-cruiser'
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-options'

const folders = ['electron', 'renderer', 'scripts', 'shared']

const gates: Record<string, () => boolean | Promise<boolean>> = {
  types: () => run('tsc', ['-b']),
  lint: () => run('oxlint', ['--type-aware', '--deny-warnings', ...folders]),
  layers: checkLayers,
  'dead code': () => run('knip', []),
  format: () => run('biome', ['format']),
}
if (!process.argv.includes('--no-tests')) gates.tests = () => run('vitest', ['run'])

for (const [name, gate] of Object.entries(gates)) {
  const startedAt = performance.now()
  const isGreen = await gate()
  if (!isGreen) process.exitCode = 1
  console.log(`${isGreen ? '✔' : '✘'} ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
}

function run(tool: string, args: string[]): boolean {
  return spawnSync('npx', ['--no-install', tool, ...args], { stdio: 'inherit' }).status === 0
}

async function checkLayers(): Promise<boolean> {
  const { output } = await cruise(folders, await extractConfig('./.dependency-cruiser.cjs'))
  if (typeof output === 'string') throw new Error(output)
  const { totalCruised, violations } = output.summary
  for (const { rule, from, to } of violations) console.log(`  ${rule.name}: ${from} → ${to}`)
  console.log(`  ${totalCruised} modules read`)
  return violations.length === 0 && totalCruised > 100
}
