import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { buildIfStale } from './build-if-stale.mjs'

const usage = `Usage: npm start [-- --help]

Opens Arclight in a desktop window. Where Electron's binary is not and cannot be had, or there is no display, the
page is served to a browser instead: see npm run serve -- --help for its flags.
`

const electronDir = dirname(createRequire(import.meta.url).resolve('electron/package.json'))

if (process.argv.includes('--help')) process.stdout.write(usage)
else {
  const obstacle = hasDisplay() ? await obtainElectron() : 'there is no display here'
  if (obstacle === null) openDesktop()
  else {
    process.stderr.write(`${obstacle}: serving the page to a browser instead\n`)
    await import('./serve.mjs')
  }
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
}

/** Null when the binary is there, else why it is not. */
async function obtainElectron() {
  if (existsSync(electronPath())) return null
  if (!(await isDownloadReachable())) return 'Electron’s binary is not here and cannot be downloaded'
  spawnSync(process.execPath, [join(electronDir, 'install.js')], { stdio: ['ignore', 'inherit', 'inherit'] })
  return existsSync(electronPath()) ? null : 'Electron’s binary could not be downloaded'
}

/** Where Electron's own package keeps it; it writes path.txt after a download. */
function electronPath() {
  const pathFile = join(electronDir, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  return join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronDir, 'dist'), name)
}

/** A quick look, so that nobody waits for a download that cannot begin. */
async function isDownloadReachable() {
  if (process.env.ELECTRON_GET_USE_PROXY) return true
  const mirror = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/'
  try {
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(4000) })
    return true
  } catch {
    return false
  }
}

function openDesktop() {
  if (!buildIfStale('desktop')) {
    process.exitCode = 1
    return
  }
  const root = fileURLToPath(new URL('..', import.meta.url))
  const window = spawn(electronPath(), [root, ...process.argv.slice(2)], { stdio: 'inherit' })
  window.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
  window.on('error', (error) => {
    process.stderr.write(`Electron did not start: ${error.message}\n`)
    process.exitCode = 1
  })
}
