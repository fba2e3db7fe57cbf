import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

import { RPCHandler } from '@orpc/server/ws'
import { type WebSocket, WebSocketServer } from 'ws'

import type { ApiContext } from '../api/base.ts'
import { isFrame, maxFrameBytes } from '../api/frame-gate.ts'
import { router } from '../api/router.ts'
import type { Session } from './sessions.ts'

export interface RpcSocket {
  /** Makes a socket of a request that was let in, for as long as its session lives. */
  accept(request: IncomingMessage, { socket, head }: { socket: Duplex; head: Buffer }, session: Session): void
  /** Ends every socket, and with it every call that came over it. */
  close(): void
}

export function createRpcSocket(context: ApiContext): RpcSocket {
  const handler = new RPCHandler(router)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
  })
  return {
    accept(request, { socket, head }, session) {
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        // A frame above maxPayload, or bytes that are no frame: ws closes the socket by itself.
        webSocket.on('error', () => {})
        const lock = () => webSocket.close(lockedCode)
        session.ended.addEventListener('abort', lock, { once: true })
        webSocket.on('close', () => session.ended.removeEventListener('abort', lock))
        void handler.upgrade(gated(webSocket, session), { context })
      })
    },
    close() {
      for (const webSocket of sockets.clients) {
        webSocket.close(1001)
        webSocket.terminate()
      }
      sockets.close()
    },
  }
}

/** Private use by RFC 6455: the session has ended. */
const lockedCode = 4401

type RpcEnd = Pick<WebSocket, 'addEventListener' | 'send'>

/** The same socket, of which oRPC hears only honest frames. The others are dropped. */
function gated(webSocket: WebSocket, session: Session): RpcEnd {
  const listen = (type: string, listener: (event: { data: unknown }) => void) => {
    if (type !== 'message') webSocket.addEventListener(type as 'close', listener as never)
    else {
      webSocket.addEventListener('message', (event) => {
        if (session.ended.aborted || !isFrame(event.data)) return
        session.touch()
        listener(event)
      })
    }
  }
  return {
    addEventListener: listen as RpcEnd['addEventListener'],
    // A call may end after its socket did; there is nobody to tell then.
    send: (...args: Parameters<WebSocket['send']>) => {
      if (webSocket.readyState === webSocket.OPEN) webSocket.send(...args)
    },
  } as RpcEnd
}
