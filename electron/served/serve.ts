import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { Core } from '../core/core.ts'
import type { CorePorts } from '../core/create-core.ts'
import { createDamagedFiles } from '../core/data-dir/damaged-files.ts'
import { createMemoryKeyStore } from '../core/vault/key-store.ts'
import { openKeyringKeyStore } from '../core/vault/keyring-key-store.ts'
import { readFlags, type ServedFlags, usage } from './flags.ts'
import { type HttpServer, startHttpServer } from './http-server.ts'
import { openListening } from './open-listening.ts'
import { openSettings } from './open-settings.ts'

/** The process that the shell runs in, as far as it needs one: tests give their own. */
export interface ServedProcess {
  readonly args: readonly string[]
  /** The folder of package.json, assets/ and .vite/. */
  readonly appDir: string
  readonly createCore: (ports: CorePorts) => Promise<Core>
}

/**
 * Runs the served shell until SIGINT or SIGTERM, then closes everything and ends the process with 0. Prints one line,
 * the URL; everything else goes to stderr.
 */
export async function serve({ args, appDir, createCore }: ServedProcess): Promise<void> {
  try {
    const flags = readFlags(args)
    if (flags) await run(flags, appDir, createCore)
    else process.stdout.write(usage)
  } catch (error) {
    process.stderr.write(`arclight: ${sentenceOf(error)}\n`)
    process.exitCode = 1
  }
}

async function run(
  flags: ServedFlags,
  appDir: string,
  createCore: ServedProcess['createCore'],
): Promise<void> {
  const { port, dataDir, downloadsDir, idleMs } = flags
  const listening = await openListening(flags.remote)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await mkdir(downloadsDir, { recursive: true, mode: 0o700 })
  const damaged = createDamagedFiles({ now: Date.now, log })
  const core = await createCore({
    dataDir,
    downloadsDir,
    assetsDir: join(appDir, 'assets'),
    version: versionOf(appDir),
    shell: 'served',
    keyStore: (await openKeyringKeyStore()) ?? createMemoryKeyStore(),
    settings: openSettings(dataDir, damaged),
    damaged,
    log,
  })
  const server = await startHttpServer(
    { core, report },
    { port, pageDir: join(appDir, '.vite', 'page'), listening, idleMs, onEntered: tellOfNewLinks },
  ).catch(async (error: unknown) => {
    await core.close()
    throw error
  })
  closeOnSignal(server, core)
  process.on(newLinkSignal, () => process.stdout.write(`${server.newLink()}\n`))
  process.stdout.write(`${server.url}\n`)
}

/**
 * Listening to SIGUSR1 also keeps Node from opening its debugger at it. At SIGUSR2 the atomic writer would believe that
 * the process ends, and undo writes under way. Windows has neither, but Ctrl+Break.
 */
const newLinkSignal = process.platform === 'win32' ? 'SIGBREAK' : 'SIGUSR1'

function log(line: string): void {
  process.stderr.write(`arclight: ${line}\n`)
}

function tellOfNewLinks(): void {
  const how = newLinkSignal === 'SIGBREAK' ? 'Ctrl+Break' : `kill -USR1 ${process.pid}`
  process.stderr.write(`arclight: a browser has used the link; ${how} prints one for another\n`)
}

/** The core may still be flushing when a signal comes; past this many ms it is not waited for. */
const patienceMs = 2500

function closeOnSignal(server: HttpServer, core: Core): void {
  let isClosing = false
  const close = async () => {
    // A terminal and npm may each pass on the same Ctrl+C.
    if (isClosing) return
    isClosing = true
    const giveUp = setTimeout(() => {
      process.stderr.write('arclight: not everything could be closed in time\n')
      process.exit(1)
    }, patienceMs)
    await server.close()
    await core.close()
    clearTimeout(giveUp)
    process.exit(0)
  }
  const onSignal = () => {
    close().catch((error: unknown) => {
      report(error)
      process.exit(1)
    })
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  // A bug in one call must not end the transfers of the others.
  process.on('unhandledRejection', report)
}

// Only where it happened and what it is called: an error's own fields may hold what was sent.
function report(bug: unknown): void {
  process.stderr.write(`arclight: ${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}\n`)
}

function versionOf(appDir: string): string {
  const { version } = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8')) as { version: string }
  return version
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? error.code : null
  if (code === 'DATA_DIR_IN_USE')
    return 'another Arclight is using this data folder; close it, or choose another with --data-dir'
  if (code === 'EADDRNOTAVAIL') return 'this machine has no such address; look at --host'
  if (code === 'EADDRINUSE') return 'the port is in use; choose another, or 0 for any that is free'
  return error.message
}
