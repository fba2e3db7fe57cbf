// Runs the tests that need a real cloud: npm run test:cloud [-- --keep]
//
// Starts Keystone and Glance (scripts/openstack), runs *.cloud.test.ts and then Playwright's project "cloud", with
// the path of cloud.json in ARCLIGHT_CLOUD. Stops the cloud again if it was not running before, unless --keep.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { ensureChromium } from './ensure-chromium.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const isKept = process.argv.includes('--keep')
const askRunning = '. scripts/openstack/settings.sh; is_running keystone && is_running glance'

// Ctrl+C ends the step that is running; this process goes on to stop the cloud.
let isInterrupted = false
process.on('SIGINT', () => {
  isInterrupted = true
})

const wasRunning = await run('bash', ['-c', askRunning])
const failed = await runSteps()
if (!isKept && !wasRunning) await run('bash', ['scripts/openstack/down.sh'])
for (const name of failed) console.error(`test:cloud: failed: ${name}`)
process.exitCode = failed.length > 0 || isInterrupted ? 1 : 0

/** Names of the steps that failed. One that fails does not keep the next from running. */
async function runSteps() {
  const cloudFile = await startCloud()
  if (cloudFile === null) return ['start of the cloud']
  const environment = { ...process.env, ARCLIGHT_CLOUD: cloudFile, ARCLIGHT_CHROMIUM: ensureChromium() }
  const results = []
  for (const { name, args } of steps()) {
    if (isInterrupted) break
    results.push({ name, isGood: await run(process.execPath, args, environment) })
  }
  return results.filter(({ isGood }) => !isGood).map(({ name }) => name)
}

function steps() {
  const core = {
    name: 'tests of the core',
    args: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.cloud.config.ts'],
  }
  const browser = {
    name: 'tests in the browser',
    args: ['node_modules/@playwright/test/cli.js', 'test', '--project', 'cloud'],
  }
  if (existsSync(`${root}playwright.config.ts`)) return [core, browser]
  console.error('test:cloud: no playwright.config.ts, so no tests in the browser')
  return [core]
}

/** Gives the path of cloud.json, or null. */
async function startCloud() {
  const child = spawn('bash', ['scripts/openstack/up.sh', '--tls'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return status === 0 ? output.trim() : null
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} environment
 */
async function run(command, args, environment = process.env) {
  const child = spawn(command, args, { cwd: root, env: environment, stdio: 'inherit' })
  const [status] = await once(child, 'exit')
  return status === 0
}
