import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

import { RPCHandler } from '@orpc/server/ws'
import { type WebSocket, WebSocketServer } from 'ws'

import type { ApiContext } from '../api/base.ts'
import { isFrame, maxFrameBytes } from '../api/frame-gate.ts'
import { router } from '../api/router.ts'

export interface RpcSocket {
  /** Makes a socket of a request that was let in. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
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
    accept(request, socket, head) {
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        // A frame above maxPayload, or bytes that are no frame: ws closes the socket by itself.
        webSocket.on('error', () => {})
        void handler.upgrade(gated(webSocket), { context })
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

type RpcEnd = Pick<WebSocket, 'addEventListener' | 'send'>

/** The same socket, of which oRPC hears only honest frames. The others are dropped. */
function gated(webSocket: WebSocket): RpcEnd {
  const listen = (type: string, listener: (event: { data: unknown }) => void) => {
    if (type !== 'message') webSocket.addEventListener(type as 'close', listener as never)
    else {
      webSocket.addEventListener('message', (event) => {
        if (isFrame(event.data)) listener(event)
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
