import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

import type { RemoteFlags } from './flags.ts'
import { type Listening, listenFor, loopback } from './listening.ts'

const variable = 'ARCLIGHT_SERVE_PASSPHRASE'

/** Reads what the flags name, and the passphrase. Throws a sentence where something is missing. */
export async function openListening(remote: RemoteFlags | null): Promise<Listening> {
  // Not for the processes that this one starts.
  const told = process.env[variable]
  delete process.env[variable]
  if (!remote) return loopback
  const cert = await readPem(remote.certFile)
  const key = await readPem(remote.keyFile)
  const passphrase = told ?? (await askPassphrase())
  if (passphrase === null)
    throw new Error(`--host needs a passphrase: start it in a terminal and type one, or set ${variable}`)
  if (passphrase.length < leastLength)
    throw new Error(
      `the passphrase of --host needs ${leastLength} characters or more: others can guess at it`,
    )
  return listenFor(remote.host, { cert, key, passphrase })
}

const leastLength = 12

async function readPem(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Error(`${basename(path)} cannot be read (${code ?? 'unknown'})`, { cause: error })
  }
}

/** Null where nobody is there to type. */
async function askPassphrase(): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null
  process.stderr.write('Passphrase for browsers of other machines: ')
  const dark = new Writable({ write: (_chunk, _encoding, done) => done() })
  const asking = createInterface({ input: process.stdin, output: dark, terminal: true })
  const interrupted = new Promise<null>((resolve) => asking.on('SIGINT', () => resolve(null)))
  try {
    return await Promise.race([asking.question(''), interrupted])
  } finally {
    asking.close()
    process.stderr.write('\n')
  }
}
