import { homedir } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join } from 'node:path'

import { runCli } from './run-cli.ts'

// Two folders up, both from here and from the bundle in .vite/cli/.
const appDir = fileURLToPath(new URL('../..', import.meta.url))
const ending = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => ending.abort())
// Told again where a write fails; without a listener it would end the process before anything is closed.
process.stdout.on('error', () => ending.abort())
process.stderr.on('error', () => {})

process.exitCode = await runCli({
  args: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  home: homedir(),
  streams: process,
  signal: ending.signal,
  appDir,
  async serve(flags) {
    process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM')
    process.argv = [process.argv[0]!, 'arclight serve', ...flags]
    // The other shell, as it was built: shells do not know each other's insides.
    await import(/* @vite-ignore */ pathToFileURL(join(appDir, '.vite', 'served', 'main.js')).href)
  },
})
