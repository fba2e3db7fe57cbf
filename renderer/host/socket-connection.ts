import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'

import { ConnectionLostError, tellLoss } from './connection-lost.ts'
import type { ConnectionState } from './host.ts'

export type Socket = Pick<
  WebSocket,
  'addEventListener' | 'removeEventListener' | 'send' | 'close' | 'readyState'
>

export interface ReconnectTimes {
  /** How long to wait before the nth attempt in a row, in ms. */
  readonly retryDelayMs: (attempt: number) => number
  /** How long a call waits for a connection before it fails, in ms. */
  readonly callPatienceMs: number
}

/**
 * One link over as many sockets as it takes: a socket that closes is followed by a new one.
 *
 * A call made in between waits for the next socket, and fails with ConnectionLostError when none comes in time. A
 * call that was under way fails at once, and is not repeated: whether the host did it is unknown.
 */
export class SocketConnection {
  readonly link: ClientLink<ClientContext>
  readonly #openSocket: () => Socket
  readonly #times: ReconnectTimes
  readonly #listeners = new Set<() => void>()
  #socket: Socket | null = null
  #openLink: ClientLink<ClientContext> | null = null
  #attempt = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #isClosed = false
  #isLocked = false
  readonly #isLetIn: () => Promise<boolean>

  /** `isLetIn` is asked before each new attempt: a browser does not tell why a socket was refused. */
  constructor(
    openSocket: () => Socket,
    times: ReconnectTimes = patient,
    isLetIn: () => Promise<boolean> = async () => true,
  ) {
    this.#openSocket = openSocket
    this.#isLetIn = isLetIn
    this.#times = times
    this.link = {
      call: async (path, input, options) => {
        const link = await this.#whenOpen(options.signal)
        return link.call(path, input, options)
      },
    }
    this.#connect()
  }

  state(): ConnectionState {
    if (this.#openLink) return 'connected'
    return this.#isLocked ? 'locked' : 'lost'
  }

  onState(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Resolves at the first connection, or rejects with ConnectionLostError when none comes in time. */
  async opened(): Promise<void> {
    await this.#whenOpen(undefined)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#retry)
    this.#socket?.close()
  }

  #connect(): void {
    const socket = this.#openSocket()
    const link = tellLoss(new RPCLink({ websocket: socket }), () => socket.readyState > socketOpen)
    this.#socket = socket
    socket.addEventListener('open', () => {
      this.#attempt = 0
      this.#setLink(link)
    })
    socket.addEventListener('close', () => {
      this.#setLink(null)
      this.#retryLater()
    })
  }

  #retryLater(): void {
    if (this.#isClosed) return
    this.#retry = setTimeout(() => void this.#reconnect(), this.#times.retryDelayMs(this.#attempt++))
  }

  async #reconnect(): Promise<void> {
    const isLocked = !(await this.#isLetIn())
    if (this.#isClosed) return
    if (this.#isLocked !== isLocked) {
      this.#isLocked = isLocked
      this.#tell()
    }
    if (isLocked) this.#retryLater()
    else this.#connect()
  }

  #setLink(link: ClientLink<ClientContext> | null): void {
    if (this.#openLink === link) return
    this.#openLink = link
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }

  #whenOpen(signal: AbortSignal | undefined): Promise<ClientLink<ClientContext>> {
    signal?.throwIfAborted()
    if (this.#openLink) return Promise.resolve(this.#openLink)
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(patience)
        stopListening()
        signal?.removeEventListener('abort', onAbort)
        act()
      }
      const onAbort = () => settle(() => reject(signal?.reason as Error))
      const patience = setTimeout(
        () => settle(() => reject(new ConnectionLostError())),
        this.#times.callPatienceMs,
      )
      const stopListening = this.onState(() => {
        const link = this.#openLink
        if (link) settle(() => resolve(link))
      })
      signal?.addEventListener('abort', onAbort)
    })
  }
}

const socketOpen = 1
const patient: ReconnectTimes = {
  retryDelayMs: (attempt) => Math.min(250 * 2 ** attempt, 5000),
  callPatienceMs: 10_000,
}
