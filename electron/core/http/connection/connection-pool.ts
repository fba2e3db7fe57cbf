import * as http from 'node:http'
import * as https from 'node:https'
import type { OnReadOpts, Socket } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'

import { AppError } from '../../../../shared/errors.ts'
import type { ConnectionOptions } from '../exchange.ts'
import { trustedAuthorities } from './trusted-authorities.ts'

/** One connection, or the making of one, in the hands of one exchange until it is released. */
export interface Lane {
  readonly agent: http.Agent
  /** It carried an exchange before; the server may have closed it since. */
  readonly isReused: boolean
  /** Back into the pool, if the connection still stands. */
  release(): void
  /** Closes the connection, in whatever state it is. */
  discard(): void
}

interface IdleConnection {
  readonly origin: string
  readonly agent: http.Agent
}

const maxIdlePerOrigin = 6

/**
 * Keeps connections of one kind alive between exchanges. Each connection has a node agent of its own, so that whether
 * an exchange gets a used or a fresh one is decided here, not by node.
 */
export class ConnectionPool {
  readonly #options: ConnectionOptions
  readonly #idle = new Set<IdleConnection>()
  readonly #agents = new Set<http.Agent>()
  #secureContext: SecureContext | null = null

  constructor(options: ConnectionOptions) {
    this.#options = options
  }

  /** Throws TLS_FAILED when the extra authorities cannot be read. */
  lane(url: URL, mayReuse: boolean): Lane {
    const used = mayReuse ? this.#takeIdle(url.origin) : null
    const agent = used ?? this.#createAgent(url)
    this.#agents.add(agent)
    const discard = () => {
      agent.destroy()
      this.#agents.delete(agent)
    }
    const release = () => {
      if (hasFreeSocket(agent)) this.#keep(url.origin, agent)
      else discard()
    }
    return { agent, isReused: used !== null, release, discard }
  }

  close(): void {
    for (const agent of this.#agents) agent.destroy()
    this.#agents.clear()
    this.#idle.clear()
  }

  /** The connection used last is the one most likely to stand still. */
  #takeIdle(origin: string): http.Agent | null {
    this.#forgetClosed()
    const newest = [...this.#idle].findLast((entry) => entry.origin === origin)
    if (!newest) return null
    this.#idle.delete(newest)
    return newest.agent
  }

  /** Many changes in a row leave a connection each: only the newest few are worth keeping. */
  #keep(origin: string, agent: http.Agent): void {
    this.#forgetClosed()
    this.#idle.add({ origin, agent })
    const kept = [...this.#idle].filter((entry) => entry.origin === origin)
    for (const entry of kept.slice(0, -maxIdlePerOrigin)) {
      entry.agent.destroy()
      this.#forget(entry)
    }
  }

  #forgetClosed(): void {
    for (const entry of this.#idle) if (!hasFreeSocket(entry.agent)) this.#forget(entry)
  }

  #forget(entry: IdleConnection): void {
    this.#idle.delete(entry)
    this.#agents.delete(entry.agent)
  }

  #createAgent(url: URL): http.Agent {
    if (url.protocol === 'http:') return new http.Agent({ ...agentOptions, ...readIntoOneBuffer() })
    this.#secureContext ??= this.#createSecureContext(url.host)
    return new https.Agent({
      ...agentOptions,
      secureContext: this.#secureContext,
      rejectUnauthorized: this.#options.verifyTls,
    })
  }

  #createSecureContext(host: string): SecureContext {
    try {
      return createSecureContext({ ca: trustedAuthorities(this.#options.extraCaPem) })
    } catch (error) {
      const detail = 'what is to be trusted is not a PEM certificate'
      throw new AppError('TLS_FAILED', { host, reason: 'other', detail }, { cause: error })
    }
  }
}

const agentOptions = {
  keepAlive: true,
  maxSockets: 1,
  /** How long an idle connection is kept, unless the server asks for less; node closes it then. */
  timeout: 15_000,
  /** Node's 250 ms gives up on hosts with two addresses behind a slow link. */
  autoSelectFamilyAttemptTimeout: 1000,
}

/**
 * Node's parser copies a body out of what a socket reads, so what is read may always go into the same memory. Without
 * this a socket takes fresh memory for each read, and a large answer leaves tens of megabytes for the collector.
 */
function readIntoOneBuffer(): { onread: OnReadOpts } {
  return {
    onread: {
      buffer: Buffer.allocUnsafeSlow(65_536),
      callback(this: Socket, bytesRead: number, buffer: Uint8Array) {
        this.emit('data', buffer.subarray(0, bytesRead))
        return true
      },
    },
  }
}

function hasFreeSocket(agent: http.Agent): boolean {
  return Object.values(agent.freeSockets).some((sockets) => sockets?.some((socket) => !socket.destroyed))
}
