import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface ServedFlags {
  readonly port: number
  readonly dataDir: string
  readonly downloadsDir: string
}

export const usage = `Usage: npm run serve -- [--port N] [--data-dir DIR] [--downloads-dir DIR]

Serves Arclight to a browser on this machine, at http://127.0.0.1:N.

  --port N             port to listen on; 0, the default, takes one that is free
  --data-dir DIR       where clouds, requests and history are kept
                       ($XDG_DATA_HOME/arclight, else ~/.local/share/arclight)
  --downloads-dir DIR  where images are saved (~/Downloads)
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
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return null
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65535) throw new Error(`--port ${values.port} is not a port`)
  return { port, dataDir: resolve(values['data-dir']), downloadsDir: resolve(values['downloads-dir']) }
}

interface Place {
  readonly home: string
  readonly xdgDataHome: string | undefined
}

function thisPlace(): Place {
  return { home: homedir(), xdgDataHome: process.env.XDG_DATA_HOME }
}

/** XDG Base Directory Specification: data that is the user's, kept between runs; a relative path is not valid. */
function dataHome({ home, xdgDataHome }: Place): string {
  const base = xdgDataHome?.startsWith('/') ? xdgDataHome : join(home, '.local', 'share')
  return join(base, 'arclight')
}
