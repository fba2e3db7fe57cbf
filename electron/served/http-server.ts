import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

import type { ApiContext } from '../api/base.ts'
import { pageHeaders } from '../api/page-headers.ts'
import type { Core } from '../core/core.ts'
import { sendBody, sendDownload, takeUpload } from './file-routes.ts'
import { createGate, type Gate } from './gate.ts'
import { type Listening, loopback } from './listening.ts'
import { createRpcSocket } from './rpc-socket.ts'
import { answerSession } from './session-route.ts'
import type { Session } from './sessions.ts'
import { createStaticPage } from './static-page.ts'

export interface HttpServer {
  /** Where the page is, with the token that lets it in: one browser, once. */
  readonly url: string
  /** Another such URL. The one before it is void, if nobody used it. */
  newLink(): string
  close(): Promise<void>
}

export interface ServerOptions {
  /** 0: any that is free. */
  readonly port: number
  readonly pageDir: string
  readonly listening?: Listening
  /** How long a browser stays let in that nobody uses, in ms. */
  readonly idleMs?: number
  /** A browser has used the link. */
  onEntered?(): void
}

/** Listens on 127.0.0.1 and nowhere else, unless told so. Throws what `listen` throws. */
export async function startHttpServer(context: ApiContext, options: ServerOptions): Promise<HttpServer> {
  const { port, listening = loopback, idleMs = halfADayMs } = options
  const { tls, address, passphrase, isOurName } = listening
  const scheme = tls ? 'https' : 'http'
  const gate = createGate({ scheme, port: () => portOf(server), isOurName, passphrase, idleMs })
  const rpc = createRpcSocket(context)
  const answer = createRoutes(context, gate, { ...options, scheme })
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => endBroken(context, request, response, error))
  }
  const server: Server = tls
    ? createTlsServer({ ...limits, ...tls }, onRequest)
    : createServer(limits, onRequest)
  server.maxConnections = 256
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const session = gate.sessionOf(request)
    const status = refusalOf(gate, request, session)
    if (session && status === null) rpc.accept(request, { socket, head }, session)
    else refuseUpgrade(socket, status ?? 401)
  })
  server.listen(port, address)
  await once(server, 'listening')
  const newLink = () => `${scheme}://${listening.name}:${portOf(server)}/#token=${gate.newToken()}`
  return {
    url: newLink(),
    newLink,
    async close() {
      rpc.close()
      gate.close()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

const halfADayMs = 12 * 60 * 60 * 1000

const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
  // A large upload takes as long as it takes.
  requestTimeout: 0,
}

type Route = (core: Core, url: URL, request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What only a page with a session may reach. All else is the page itself. */
const guarded: Readonly<Record<string, Route>> = {
  'GET /body/': sendBody,
  'GET /download/': sendDownload,
  'PUT /upload/': takeUpload,
}

function createRoutes(
  { core }: ApiContext,
  gate: Gate,
  { pageDir, scheme, onEntered }: ServerOptions & { scheme: 'http' | 'https' },
) {
  const servePage = createStaticPage(pageDir)
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { host = '' } = request.headers
    const target = request.url ?? '/'
    if (!gate.isForUs(request)) return end(response, 421)
    if (!URL.canParse(target, `${scheme}://${host}`)) return end(response, 400)
    // The host was checked: it is one of our names.
    const ours = pageHeaders([`${scheme === 'https' ? 'wss' : 'ws'}://${host}`])
    for (const [name, value] of Object.entries(ours)) response.setHeader(name, value)

    const isReading = request.method === 'GET' || request.method === 'HEAD'
    if (!isReading && !gate.isFromOurPage(request)) return end(response, 403)
    const stop = stopWithoutPassphrase(gate, request)
    if (stop) return end(response, stop.status, stop.headers)

    const url = new URL(target, `${scheme}://${host}`)
    if (url.pathname === '/session') return answerSession({ gate, onEntered }, request, response)
    const folder = /^\/\w+\//.exec(url.pathname)?.[0] ?? ''
    const route = guarded[`${isReading ? 'GET' : request.method} ${folder}`]
    if (!route) return isReading ? servePage(request, response) : end(response, 405)
    return gate.sessionOf(request) ? route(core, url, request, response) : end(response, 401)
  }
}

/** The browser itself asks for the passphrase, and sends it along from then on. */
function stopWithoutPassphrase(gate: Gate, request: IncomingMessage) {
  if (gate.isGuessed() && !gate.sessionOf(request) && request.headers.authorization !== undefined)
    return { status: 429, headers: { 'retry-after': '60' } }
  if (!gate.lacksPassphrase(request)) return null
  return { status: 401, headers: { 'www-authenticate': 'Basic realm="Arclight", charset="UTF-8"' } }
}

function refusalOf(gate: Gate, request: IncomingMessage, session: Session | null): number | null {
  if (!gate.isForUs(request)) return 421
  if (!gate.isFromOurPage(request)) return 403
  if (!session) return 401
  return request.url === '/rpc' ? null : 404
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function end(response: ServerResponse, status: number, headers: Readonly<Record<string, string>> = {}): void {
  // Whatever body there is stays unread.
  response.writeHead(status, { connection: 'close', ...headers }).end()
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
