// Runs the tests that need a real cloud: npm run test:cloud [-- --keep]
//
// Starts Keystone and Glance (scripts/openstack), runs *.cloud.test.ts and then Playwright's project "cloud", with
// the path of cloud.json in ARCLIGHT_CLOUD. Stops the cloud again if it was not running before, unless --keep.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const isKept = process.argv.includes('--keep')

// Ctrl+C ends the step that is running; this process goes on to stop the cloud.
let isInterrupted = false
process.on('SIGINT', () => {
  isInterrupted = true
})

const wasRunning = run('bash', [
  '-c',
  '. scripts/openstack/settings.sh; is_running keystone && is_running glance',
])
const failed = []
try {
  const cloudFile = startCloud()
  const environment = { ...process.env, ARCLIGHT_CLOUD: cloudFile }
  for (const { name, args, isPresent = true } of steps()) {
    if (isInterrupted) break
    if (!isPresent) console.error(`test:cloud: ${name}: left out, there is no playwright.config.ts`)
    else if (!run(process.execPath, args, environment)) failed.push(name)
  }
} catch (error) {
  failed.push(error instanceof Error ? error.message : String(error))
} finally {
  if (!isKept && !wasRunning) run('bash', ['scripts/openstack/down.sh'])
}
for (const name of failed) console.error(`test:cloud: failed: ${name}`)
process.exitCode = failed.length > 0 || isInterrupted ? 1 : 0

function steps() {
  return [
    {
      name: 'tests of the core',
      args: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.cloud.config.ts'],
    },
    {
      name: 'tests in the browser',
      args: ['node_modules/@playwright/test/cli.js', 'test', '--project', 'cloud'],
      isPresent: existsSync(`${root}playwright.config.ts`),
    },
  ]
}

/** Gives the path of cloud.json. */
function startCloud() {
  const started = spawnSync('bash', ['scripts/openstack/up.sh', '--tls'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (started.status !== 0) throw new Error('the cloud did not start')
  return started.stdout.trim()
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} environment
 */
function run(command, args, environment = process.env) {
  return spawnSync(command, args, { cwd: root, env: environment, stdio: 'inherit' }).status === 0
}
