import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

import { createHttpEngine } from './create-http-engine.ts'
import type { ExchangeEvent, ExchangeRequest } from './exchange.ts'

type EventOf<Type extends ExchangeEvent['type']> = Extract<ExchangeEvent, { type: Type }>

/** What one exchange of a test reported, kind by kind. */
export interface Trial {
  readonly types: string[]
  readonly connected: EventOf<'connected'>
  readonly head: EventOf<'head'>
  readonly end: EventOf<'end'>
  readonly text: string
}

/** A GET into memory unless told otherwise. */
export function trialRequest(url: string, changes: Partial<ExchangeRequest> = {}): ExchangeRequest {
  return {
    id: 'trial',
    method: 'GET',
    url,
    headers: [],
    body: { kind: 'none' },
    into: { kind: 'memory', capBytes: 1_000_000 },
    connection: { verifyTls: true, extraCaPem: null },
    expectContinue: false,
    idleTimeoutMs: 10_000,
    context: { origin: 'workbench', cloudId: null, imageId: null },
    ...changes,
  }
}

/** Sends one request with an engine of its own unless given one, and gathers what it reports. */
export async function runTrial(request: ExchangeRequest, engine = createHttpEngine()): Promise<Trial> {
  const events: ExchangeEvent[] = []
  for await (const event of engine.send(request, new AbortController().signal)) events.push(event)
  const end = last(events, 'end')
  return {
    types: events.map((event) => event.type),
    connected: last(events, 'connected'),
    head: last(events, 'head'),
    end,
    text: end.body.kind === 'memory' ? new TextDecoder().decode(end.body.bytes) : '',
  }
}

/** A server that speaks bytes, not HTTP, so that it can be as wrong as real ones are. */
export interface RawServer extends AsyncDisposable {
  readonly url: string
  readonly port: number
  /** The connections that are open now. */
  readonly sockets: ReadonlySet<Socket>
  /** How many connections there have been. */
  connections(): number
}

/** `onHead` is called for each request, with its head and the first bytes behind it. */
export async function rawServer(
  onHead: (socket: Socket, head: string, rest: Buffer) => void,
): Promise<RawServer> {
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    readHeads(socket, onHead)
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    sockets,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Waits until the server has seen every connection end; one that it did not read is read for that. */
export async function allClosed(server: RawServer): Promise<void> {
  for (const socket of server.sockets) socket.resume()
  await Promise.all(
    [...server.sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
  )
}

/** Listens on a free loopback port and gives its number. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Bodies are the caller's to read: a new head is expected only when nobody else listens to the socket. */
function readHeads(socket: Socket, onHead: (socket: Socket, head: string, rest: Buffer) => void): void {
  let gathered = Buffer.alloc(0)
  const onData = (chunk: Buffer) => {
    if (socket.listenerCount('data') > 1) return
    gathered = Buffer.concat([gathered, chunk])
    const end = gathered.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = gathered.toString('latin1', 0, end + 4)
    const rest = gathered.subarray(end + 4)
    gathered = Buffer.alloc(0)
    onHead(socket, head, rest)
  }
  socket.on('data', onData)
}

function last<Type extends ExchangeEvent['type']>(
  events: readonly ExchangeEvent[],
  type: Type,
): EventOf<Type> {
  const found = events.findLast((event): event is EventOf<Type> => event.type === type)
  if (!found) throw new Error(`no event ${type}`)
  return found
}
