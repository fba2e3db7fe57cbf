import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * Path of a Chromium for the page's tests: ARCLIGHT_CHROMIUM, or one that is installed, or on Debian as root one that
 * is installed now. Throws with what to do where none can be had.
 */
export function ensureChromium(): string {
  const found = findChromium()
  if (found) return found
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No Chromium found: installing the one of this distribution.')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    })
  }
  const installed = findChromium()
  if (installed) return installed
  throw new Error(
    'The page is tested in Chromium. Install it (on Debian: apt-get install chromium), or set ARCLIGHT_CHROMIUM to its path.',
  )
}

function findChromium(): string | undefined {
  return process.env.ARCLIGHT_CHROMIUM ?? places.find((place) => existsSync(place))
}
