import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { dataHome, type Place } from '../core/data-dir/data-home.ts'

export interface ServedFlags {
  readonly port: number
  readonly dataDir: string
  readonly downloadsDir: string
  /** How long a browser stays let in that nobody uses. */
  readonly idleMs: number
  /** Null: this machine only. */
  readonly remote: RemoteFlags | null
}

/** To be reached from other machines: never without both, nor without a passphrase. */
export interface RemoteFlags {
  readonly host: string
  readonly certFile: string
  readonly keyFile: string
}

export const usage = `Usage: npm run serve -- [--port N] [--data-dir DIR] [--downloads-dir DIR]

Serves Arclight to a browser on this machine, at http://127.0.0.1:N. The printed link lets one browser in, once.
For another browser:  kill -USR1 PID   prints a new link (on Windows: Ctrl+Break)
From another machine: ssh -L N:127.0.0.1:N, which needs nothing of what --host needs.

  --port N             port to listen on; 0, the default, takes one that is free
  --data-dir DIR       where clouds, requests and history are kept
                       ($XDG_DATA_HOME/arclight, else ~/.local/share/arclight)
  --downloads-dir DIR  where images are saved (~/Downloads)
  --idle-lock HOURS    a browser that nobody uses for so long needs a new link (12)
  --host ADDR          listen there, for other machines too; needs --tls-cert and --tls-key, and a passphrase
                       that is typed at the start or stands in ARCLIGHT_SERVE_PASSPHRASE
  --tls-cert FILE      certificate, PEM; it answers only to the names that this is for
  --tls-key FILE       its key, PEM
  --help               says this
`

/** Throws a sentence for a person when the flags make no sense. Null: help was asked for. */
export function readFlags(args: readonly string[], place: Place = thisPlace()): ServedFlags | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      'data-dir': { type: 'string', default: dataHome(place) },
      'downloads-dir': { type: 'string', default: join(place.home, 'Downloads') },
      'idle-lock': { type: 'string', default: '12' },
      host: { type: 'string' },
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return null
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65535) throw new Error(`--port ${values.port} is not a port`)
  return {
    port,
    dataDir: resolve(values['data-dir']),
    downloadsDir: resolve(values['downloads-dir']),
    idleMs: readIdle(values['idle-lock']),
    remote: readRemote(values),
  }
}

function readIdle(text: string): number {
  const hours = Number(text)
  // A timer holds no more than 24 days.
  if (!/^\d+(\.\d+)?$/.test(text) || hours === 0 || hours > 500)
    throw new Error(`--idle-lock ${text} is not a number of hours up to 500`)
  return hours * 60 * 60 * 1000
}

function readRemote(values: {
  host?: string | undefined
  'tls-cert'?: string | undefined
  'tls-key'?: string | undefined
}): RemoteFlags | null {
  const { host, 'tls-cert': certFile, 'tls-key': keyFile } = values
  if (host === undefined) {
    if (certFile !== undefined || keyFile !== undefined)
      throw new Error('--tls-cert and --tls-key are for --host: without it nobody but this machine gets in')
    return null
  }
  if (!host || !certFile || !keyFile)
    throw new Error('--host needs --tls-cert and --tls-key: without TLS others on the way read every token')
  return { host, certFile: resolve(certFile), keyFile: resolve(keyFile) }
}

function thisPlace(): Place {
  return { home: homedir(), xdgDataHome: process.env.XDG_DATA_HOME }
}
