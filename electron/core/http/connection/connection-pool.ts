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
  /** Back into the pool, if the connection still stands. */
  release(): void
  /** Closes the connection, in whatever state it is. */
  discard(): void
}

interface IdleConnection {
  readonly origin: string
  readonly agent: LaneAgent
}

const maxIdlePerOrigin = 6

/**
 * Keeps connections of one kind alive between exchanges. Each connection has a node agent of its own, so that whether
 * an exchange gets a used or a fresh one is decided here, not by node.
 */
export class ConnectionPool {
  readonly #plan: ConnectionPlan
  readonly #idle = new Set<IdleConnection>()
  readonly #agents = new Set<LaneAgent>()

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
    const release = () => {
      agent.connection?.session?.unref()
      if (agent.isIdle()) this.#keep(url.origin, agent)
      else discard()
    }
    const open = async (watch: OpenWatch, signal: AbortSignal) => {
      return agent.carry(await openConnection(url, this.#plan, watch, signal))
    }
    const connection = used?.take() ?? null
    return { agent, isReused: used !== null, connection, open, release, discard }
  }

  close(): void {
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
  #keep(origin: string, agent: LaneAgent): void {
    this.#forgetClosed()
    this.#idle.add({ origin, agent })
    const kept = [...this.#idle].filter((entry) => entry.origin === origin)
    for (const entry of kept.slice(0, -maxIdlePerOrigin)) {
      entry.agent.destroy()
      this.#forget(entry)
    }
  }

  #forgetClosed(): void {
    for (const entry of this.#idle) if (!entry.agent.isIdle()) this.#forget(entry)
  }

  #forget(entry: IdleConnection): void {
    this.#idle.delete(entry)
    this.#agents.delete(entry.agent)
  }
}

/** Hands node a connection that stands already, and keeps it between exchanges. */
class LaneAgent extends http.Agent {
  connection: Connection | null = null

  constructor() {
    /** `timeout`: how long an idle connection is kept, unless the server asks for less; node closes it then. */
    super({ keepAlive: true, maxSockets: 1, timeout: 15_000 })
  }

  carry(connection: Connection): Connection {
    this.connection = connection
    if (!connection.session) readBeforeFailing(connection.socket)
    return connection
  }

  /** The connection for the next exchange; null if there is none yet. */
  take(): Connection | null {
    this.connection?.session?.ref()
    return this.connection
  }

  override createConnection(): Connection['socket'] {
    if (!this.connection) throw new Error('the connection is not open yet')
    return this.connection.socket
  }

  isIdle(): boolean {
    const session = this.connection?.session
    if (session) return !session.closed && !session.destroyed
    for (const name in this.freeSockets) {
      if (this.freeSockets[name]?.some((socket) => !socket.destroyed)) return true
    }
    return false
  }

  override destroy(): void {
    super.destroy()
    this.connection?.session?.destroy()
    this.connection?.socket.destroy()
  }
}
