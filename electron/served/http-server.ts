import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

import type { ApiContext } from '../api/base.ts'
import { pageHeaders } from '../api/page-headers.ts'
import type { Core } from '../core/core.ts'
import { sendBody, sendDownload, takeUpload } from './file-routes.ts'
import { createGate, type Gate } from './gate.ts'
import { createRpcSocket } from './rpc-socket.ts'
import { answerSession } from './session-route.ts'
import { createStaticPage } from './static-page.ts'

export interface HttpServer {
  /** Where the page is, with the token that lets it in. */
  readonly url: string
  close(): Promise<void>
}

/** Listens on 127.0.0.1 and nowhere else. Port 0: any that is free. Throws what `listen` throws. */
export async function startHttpServer(
  context: ApiContext,
  { port, pageDir }: { port: number; pageDir: string },
): Promise<HttpServer> {
  const gate = createGate(() => portOf(server))
  const rpc = createRpcSocket(context)
  const answer = createRoutes(context, gate, pageDir)
  // A large upload takes as long as it takes; heads still have their own time limit.
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    answer(request, response).catch((error: unknown) => endBroken(context, request, response, error))
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const status = refusalOf(gate, request)
    if (status === null) rpc.accept(request, socket, head)
    else refuseUpgrade(socket, status)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server)}/#token=${gate.token}`,
    async close() {
      rpc.close()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

type Route = (core: Core, url: URL, request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What only a page with a session may reach. All else is the page itself. */
const guarded: Readonly<Record<string, Route>> = {
  'GET /body/': sendBody,
  'GET /download/': sendDownload,
  'PUT /upload/': takeUpload,
}

function createRoutes({ core }: ApiContext, gate: Gate, pageDir: string) {
  const servePage = createStaticPage(pageDir)
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { host = '' } = request.headers
    const target = request.url ?? '/'
    if (!gate.isForUs(request)) return end(response, 421)
    if (!URL.canParse(target, `http://${host}`)) return end(response, 400)
    // The host was checked: it is one of our two names.
    const ours = pageHeaders([`ws://${host}`])
    for (const [name, value] of Object.entries(ours)) response.setHeader(name, value)

    const isReading = request.method === 'GET' || request.method === 'HEAD'
    if (!isReading && !gate.isFromOurPage(request)) return end(response, 403)

    const url = new URL(target, `http://${host}`)
    if (url.pathname === '/session') return answerSession(gate, request, response)
    const folder = /^\/\w+\//.exec(url.pathname)?.[0] ?? ''
    const route = guarded[`${isReading ? 'GET' : request.method} ${folder}`]
    if (!route) return isReading ? servePage(request, response) : end(response, 405)
    return gate.hasSession(request) ? route(core, url, request, response) : end(response, 401)
  }
}

function refusalOf(gate: Gate, request: IncomingMessage): number | null {
  if (!gate.isForUs(request)) return 421
  if (!gate.isFromOurPage(request)) return 403
  if (!gate.hasSession(request)) return 401
  return request.url === '/rpc' ? null : 404
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function end(response: ServerResponse, status: number): void {
  // Whatever body there is stays unread.
  response.writeHead(status, { connection: 'close' }).end()
}

// The browser leaves in the middle of an answer whenever it likes: that is no news.
function endBroken(
  { report }: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
) {
  if (!request.destroyed && !response.destroyed) report(error)
  if (response.headersSent) response.destroy()
  else end(response, 500)
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
