import * as http from 'node:http'

import type { Connection, OpenWatch } from './connection.ts'
import type { ConnectionPlan } from './connection-plan.ts'
import { openConnection } from './open-connection.ts'
import { readBeforeFailing } from './read-before-failing.ts'

/** One connection, or the making of one, in the hands of one exchange until it is released. */
export interface Lane {
  readonly agent: http.Agent
  /** It carried an exchange before; the server may have closed it since. */
  readonly isReused: boolean
  /** The connection of a reused one. */
  readonly connection: Connection | null
  /** Makes the connection. Throws what `openConnection` throws. */
  open(watch: OpenWatch, signal: AbortSignal): Promise<Connection>
  /** Back into the pool, if the connection still stands. `keepAlive`: the header of the answer (RFC 9112 appendix C.2.2). */
  release(keepAlive: string | null): void
  /** Closes the connection, in whatever state it is. */
  discard(): void
}

interface IdleConnection {
  readonly origin: string
  readonly agent: LaneAgent
  /** It may be used again before this. */
  readonly untilMs: number
}

const maxIdlePerOrigin = 6
/** How long an idle connection is kept, unless the server says less. */
const idleMs = 15_000

/**
 * Keeps connections of one kind alive between exchanges. Each connection has a node agent of its own, so that whether
 * an exchange gets a used or a fresh one is decided here, not by node.
 */
export class ConnectionPool {
  readonly #plan: ConnectionPlan
  readonly #idle = new Set<IdleConnection>()
  readonly #agents = new Set<LaneAgent>()
  /** One for all, so that a request in quick succession costs no timer. */
  #sweeping: NodeJS.Timeout | null = null

  constructor(plan: ConnectionPlan) {
    this.#plan = plan
  }

  lane(url: URL, mayReuse: boolean): Lane {
    const used = mayReuse ? this.#takeIdle(url.origin) : null
    const agent = used ?? new LaneAgent()
    this.#agents.add(agent)
    const discard = () => {
      agent.destroy()
      this.#agents.delete(agent)
    }
    const release = (keepAlive: string | null) => {
      const keptMs = keptMsOf(keepAlive)
      if (keptMs > 0 && agent.isIdle()) this.#keep(url.origin, agent, keptMs)
      else discard()
    }
    const open = async (watch: OpenWatch, signal: AbortSignal) => {
      return agent.carry(await openConnection(url, this.#plan, watch, signal))
    }
    const connection = used?.take() ?? null
    return { agent, isReused: used !== null, connection, open, release, discard }
  }

  close(): void {
    if (this.#sweeping) clearTimeout(this.#sweeping)
    for (const agent of this.#agents) agent.destroy()
    this.#agents.clear()
    this.#idle.clear()
  }

  /** The connection used last is the one most likely to stand still. */
  #takeIdle(origin: string): LaneAgent | null {
    this.#forgetClosed()
    const newest = [...this.#idle].findLast((entry) => entry.origin === origin)
    if (!newest) return null
    this.#idle.delete(newest)
    return newest.agent
  }

  /** Many changes in a row leave a connection each: only the newest few are worth keeping. */
  #keep(origin: string, agent: LaneAgent, keptMs: number): void {
    this.#forgetClosed()
    agent.rest()
    this.#idle.add({ origin, agent, untilMs: performance.now() + keptMs })
    this.#sweeping ??= setTimeout(() => this.#sweep(), idleMs).unref()
    const kept = [...this.#idle].filter((entry) => entry.origin === origin)
    for (const entry of kept.slice(0, -maxIdlePerOrigin)) this.#forget(entry)
  }

  #sweep(): void {
    this.#forgetClosed()
    this.#sweeping = this.#idle.size > 0 ? setTimeout(() => this.#sweep(), idleMs).unref() : null
  }

  #forgetClosed(): void {
    const nowMs = performance.now()
    for (const entry of this.#idle) if (!entry.agent.isIdle() || entry.untilMs <= nowMs) this.#forget(entry)
  }

  #forget(entry: IdleConnection): void {
    entry.agent.destroy()
    this.#idle.delete(entry)
    this.#agents.delete(entry.agent)
  }
}

/** A server may close as soon as it said, so a connection is not used in the second before that. */
function keptMsOf(keepAlive: string | null): number {
  const [, seconds] = /\btimeout=(\d+)/i.exec(keepAlive ?? '') ?? []
  return seconds === undefined ? idleMs : Math.min(idleMs, (Number(seconds) - 1) * 1000)
}

/** The least that node asks of an agent: it has one connection, which stands already, and is asked for nothing else. */
class LaneAgent extends http.Agent {
  connection: Connection | null = null

  constructor() {
    super({ keepAlive: true, maxSockets: 1 })
  }

  carry(connection: Connection): Connection {
    this.connection = connection
    if (!connection.session) readBeforeFailing(connection.socket)
    return connection
  }

  /** The connection for the next exchange; null if there is none yet. */
  take(): Connection | null {
    const { session, socket } = this.connection ?? {}
    ;(session ?? socket)?.ref()
    return this.connection
  }

  /** Waits for the next exchange; whatever else has nothing to do may end. */
  rest(): void {
    const { session, socket } = this.connection ?? {}
    ;(session ?? socket)?.unref()
  }

  /** Node gives every request to its agent by this; node's own keeps lists and timers besides, for every request. */
  addRequest(request: http.ClientRequest): void {
    if (!this.connection) throw new Error('the connection is not open yet')
    request.onSocket(this.connection.socket)
  }

  /** Asked after an exchange: node ends the connection itself where the answer says that it is the last one. */
  isIdle(): boolean {
    if (!this.connection) return false
    const { session, socket } = this.connection
    if (session) return !session.closed && !session.destroyed
    return socket.writable && !socket.destroyed
  }

  override destroy(): void {
    super.destroy()
    this.connection?.session?.destroy()
    this.connection?.socket.destroy()
  }
}
