import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { promisify } from 'node:util'

import type { HeaderPair } from '../../../../shared/model/wire.ts'

/** A request as it came over the wire. */
export interface Received {
  readonly method: string
  readonly target: string
  readonly headers: HeaderPair[]
  readonly body: string
}

/** For tests: a server on loopback that keeps what it is sent, and takes everything. */
export interface EchoServer {
  readonly base: string
  /** What came since the last call. */
  take(): Received[]
  close(): void
}

const run = promisify(execFile)

export const hasCurl = isInstalled('curl') && isInstalled('bash')

export async function startEchoServer(): Promise<EchoServer> {
  let received: Received[] = []
  const server = createServer((socket) => void answer(socket, (request) => received.push(request)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const taken = received
      received = []
      return taken
    },
    close: () => server.close(),
  }
}

/** Runs a command in bash, without anybody's curlrc or proxy, and tells what curl sent. */
export async function sentByCurl(command: string, server: EchoServer, dir: string): Promise<Received[]> {
  server.take()
  await run('bash', ['--norc', '-c', command], {
    cwd: dir,
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', HOME: dir, CURL_HOME: dir },
    timeout: 10_000,
  })
  return server.take()
}

/**
 * What two requests that mean the same have in common. The engine writes some headers itself, and where it puts them
 * is its own affair; a body of no bytes may be announced (RFC 9110 section 8.6) or not; of the ways to escape a URL
 * the engine has that of the URL standard; and the boundary of a form is anybody's.
 */
export function comparable({ method, target, headers, body }: Received, base: string) {
  const { pathname, search } = new URL(base + target)
  const boundary = /boundary=(\S+)/.exec(valueOf(headers, 'content-type') ?? '')?.[1] ?? '\0'
  const plain = headers.map(([name, value]): HeaderPair => [name, value.replace(boundary, 'B')])
  const own = /^(?:host|connection|expect|user-agent|content-length|transfer-encoding|authorization)$/i
  const isWritten = (pair: HeaderPair) =>
    !own.test(pair[0]) && !pair[1].startsWith('multipart/form-data; boundary=')
  return {
    method,
    target: (pathname + search).replace(/%[\da-f]{2}/gi, (escape) => escape.toUpperCase()),
    written: plain.filter(isWritten),
    contentType: valueOf(plain, 'content-type'),
    authorization: valueOf(plain, 'authorization'),
    body: body.replaceAll(boundary, 'B'),
  }
}

function valueOf(headers: readonly HeaderPair[], wanted: string): string | null {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null
}

async function answer(socket: Socket, onRequest: (request: Received) => void): Promise<void> {
  socket.on('error', () => {})
  let bytes = Buffer.alloc(0)
  let isAnswered = false
  let isAwaited = false
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    bytes = Buffer.concat([bytes, chunk])
    if (!isAwaited && bytes.includes('\r\nExpect: 100-continue\r\n')) {
      isAwaited = true
      socket.write('HTTP/1.1 100 Continue\r\n\r\n')
    }
    const request = isAnswered ? null : readRequest(bytes)
    if (!request) continue
    isAnswered = true
    onRequest(request)
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  }
}

/** Null until all of it is there. */
function readRequest(bytes: Buffer): Received | null {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [start = '', ...lines] = bytes.subarray(0, end).toString().split('\r\n')
  const headers = lines.map((line): HeaderPair => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), line.slice(colon + 1).trim()]
  })
  const rest = bytes.subarray(end + 4)
  const isChunked = /chunked/i.test(valueOf(headers, 'transfer-encoding') ?? '')
  const body = isChunked ? joinedChunks(rest) : rest
  if (!body || (!isChunked && body.length < Number(valueOf(headers, 'content-length') ?? 0))) return null
  const [method = '', target = ''] = start.split(' ')
  return { method, target, headers, body: body.toString('latin1') }
}

function joinedChunks(bytes: Buffer): Buffer | null {
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd < 0) return null
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString(), 16)
    if (size === 0) return Buffer.concat(chunks)
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
    if (at > bytes.length) return null
  }
}

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
