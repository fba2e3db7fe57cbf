import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { type Answer, headersOf } from './answer.ts'
import { type Call, header, readCall } from './call.ts'
import { damaged, type Failure, type FaultQueue } from './faults.ts'

export interface LoopbackServer {
  readonly origin: string
  /** Ends every connection and waits for the handlers that were busy with one. */
  close(): Promise<void>
}

/** Must not throw for what a client can do wrong: whatever it throws is answered with 500 and logged. */
export type Serve = (call: Call) => Promise<Answer>

/**
 * Serves HTTP on a free port of 127.0.0.1. Bodies take as long as they take: there is no limit on a request's time.
 */
export async function startLoopbackServer(
  serve: Serve,
  faults: FaultQueue,
  log: (line: string) => void,
): Promise<LoopbackServer> {
  const busy = new Set<Promise<void>>()
  const accept = (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => {
    const work = attend(request, response, expectsContinue).finally(() => busy.delete(work))
    busy.add(work)
  }
  const attend = async (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => {
    const call = readCall(request, response, expectsContinue)
    try {
      const failure = faults.takeFailure(call)
      if (failure) await fail(failure, call, response)
      else await send(await answerTo(serve, call, log), call, response, faults)
    } catch (error) {
      // The client went away, or the bytes for it ended early; both are told by a reset and by nothing else.
      if (!response.destroyed) response.socket?.resetAndDestroy()
      if (!isLostConnection(error)) log(`${call.method} ${call.path}: ${String(error)}`)
    }
  }

  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 900_000 })
  server.on('request', (request, response) => accept(request, response, false))
  server.on('checkContinue', (request, response) => accept(request, response, true))
  const { port } = await listen(server)
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await Promise.all([closed, ...busy])
    },
  }
}

async function answerTo(serve: Serve, call: Call, log: (line: string) => void): Promise<Answer> {
  try {
    return await serve(call)
  } catch (error) {
    if (isLostConnection(error)) throw error
    log(`${call.method} ${call.path}: ${String(error)}`)
    return {
      status: 500,
      reason: 'Internal Server Error',
      headers: [
        ['Content-Type', 'text/plain'],
        ['Content-Length', '0'],
        ['Connection', 'close'],
      ],
      body: null,
    }
  }
}

async function send(answer: Answer, call: Call, response: ServerResponse, faults: FaultQueue): Promise<void> {
  const headers = answer.headers.flat()
  const connection = connectionHeader(call)
  if (connection !== null && !answer.headers.some(([name]) => name === 'Connection')) {
    headers.push('Connection', connection)
  }
  // Node would add a Keep-Alive that neither Keystone nor Glance sends.
  response.removeHeader('Connection')
  response.sendDate = false
  response.writeHead(answer.status, answer.reason, headers)

  if (!(answer.body instanceof Readable)) {
    response.end(answer.body)
    return
  }
  const damage = faults.takeDamage(call)
  if (!damage) return pipeline(answer.body, response)
  const { socket } = response
  await pipeline(answer.body, (bytes) => damaged(bytes, damage), response)
  if (damage.cutAfterBytes !== undefined) socket?.destroySoon()
}

/** What eventlet, which serves Glance, says of the connection: an echo, mostly. */
function connectionHeader(call: Call): string | null {
  // A client that still waits with its body would be taken to send it on this connection.
  if (call.isWaiting()) return 'close'
  const wanted = (header(call, 'connection') ?? '').toLowerCase()
  return wanted === 'close' || wanted === 'keep-alive' ? wanted : null
}

async function fail(failure: Failure, call: Call, response: ServerResponse): Promise<void> {
  const { socket } = response
  await readSome(call, failure.afterBodyBytes ?? 0)
  if (failure.status !== undefined) {
    const text = Buffer.from(failure.body ?? '')
    const headers = [...headersOf(text, 'text/plain; charset=UTF-8'), ...(failure.headers ?? [])]
    response.writeHead(failure.status, STATUS_CODES[failure.status] ?? '', headers.flat())
    await new Promise<void>((resolve) => response.end(text, resolve))
  }
  if (failure.thenReset) socket?.resetAndDestroy()
}

/** Reads at least so many bytes of the body, and leaves the rest where it is. */
async function readSome(call: Call, wantedBytes: number): Promise<void> {
  if (wantedBytes === 0) return
  const body = call.body()
  await new Promise<void>((resolve, reject) => {
    let readBytes = 0
    body.on('data', (chunk: Buffer) => {
      readBytes += chunk.length
      if (readBytes < wantedBytes) return
      body.pause()
      resolve()
    })
    body.once('end', resolve)
    body.once('error', reject)
  })
}

async function listen(server: Server): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return server.address() as AddressInfo
}

function isLostConnection(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return (
    code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR'
  )
}
