import { once } from 'node:events'
import {
  request as ask,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Writable } from 'node:stream'

import { Cut, type Fault, type FaultTarget, spoiled } from './fault.ts'

/** A server that stands between a client and another server, and spoils what passes as it is told. */
export interface FaultProxy {
  readonly origin: string
  /** Every request so far, in the order they came. */
  readonly seen: readonly SeenRequest[]
  /** Each fault strikes one request that fits, in this order. */
  order(target: FaultTarget, ...faults: Fault[]): void
  /** The fault strikes every request that fits and that no ordered fault strikes. */
  orderAlways(target: FaultTarget, fault: Fault): void
  /** Takes back every order, and forgets what was seen. */
  reset(): void
  /** From here on every connection is refused, and those that were open end. */
  goDown(): Promise<void>
  comeUp(): Promise<void>
  close(): Promise<void>
}

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly range: string | null
}

/** Listens on a free port of 127.0.0.1, and hands on to `target`, the origin of a server that speaks HTTP. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const script = createScript()
  const busy = new Set<Promise<void>>()
  const accept = (incoming: IncomingMessage, response: ServerResponse) => {
    const fault = withoutRange(script.take(incoming), incoming)
    const work = relay(target, { incoming, response, fault }).finally(() => busy.delete(work))
    busy.add(work)
  }
  const server = createServer({ requestTimeout: 0 })
  server.on('request', accept)
  server.on('checkContinue', accept)
  await listen(server, 0)
  const { port } = server.address() as AddressInfo

  const goDown = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await Promise.all([closed, ...busy])
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    seen: script.seen,
    order: script.order,
    orderAlways: script.orderAlways,
    reset: script.reset,
    goDown,
    comeUp: () => listen(server, port),
    close: goDown,
  }
}

interface Order {
  readonly target: FaultTarget
  readonly fault: Fault
}

function createScript() {
  const seen: SeenRequest[] = []
  const ordered: Order[] = []
  const always: Order[] = []
  return {
    seen,
    order: (target: FaultTarget, ...faults: Fault[]) =>
      void ordered.push(...faults.map((fault) => ({ target, fault }))),
    orderAlways: (target: FaultTarget, fault: Fault) => void always.push({ target, fault }),
    reset() {
      for (const list of [ordered, always, seen]) list.length = 0
    },
    take({ method = '', url: path = '', headers }: IncomingMessage): Fault {
      seen.push({ method, path, range: headers.range ?? null })
      const fits = ({ target }: Order) => target.method === method && target.path.test(path)
      const index = ordered.findIndex(fits)
      const order = index === -1 ? always.find(fits) : ordered.splice(index, 1)[0]
      return order?.fault ?? { kind: 'none' }
    },
  }
}

interface Passage {
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly fault: Fault
}

/** Never rejects: whatever goes wrong shows to the client as the end of its connection. */
async function relay(target: string, passage: Passage): Promise<void> {
  const { socket } = passage.response
  const left = new AbortController()
  const onClose = () => left.abort()
  socket?.once('close', onClose)
  const { fault } = passage
  try {
    if (fault.kind === 'answer') await answerInstead(fault, passage)
    else await passBoth(target, passage, left.signal)
  } catch (error) {
    if (error instanceof Cut && !error.byReset) socket?.destroy()
    else socket?.resetAndDestroy()
  } finally {
    socket?.off('close', onClose)
  }
}

/** A range that is refused is a whole answer, or none of the server's. */
function withoutRange(fault: Fault, { headers }: IncomingMessage): Fault {
  if (fault.kind !== 'refuse-range') return fault
  if (headers.range === undefined) return { kind: 'none' }
  if (fault.status !== 200) return { kind: 'answer', status: fault.status, body: 'no ranges here' }
  delete headers.range
  return { kind: 'none' }
}

async function answerInstead(
  fault: Extract<Fault, { kind: 'answer' }>,
  { incoming, response }: Passage,
): Promise<void> {
  const { status, body = '', afterBytes = 0, thenReset = false } = fault
  if (afterBytes > 0) {
    response.writeContinue()
    let readBytes = 0
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      readBytes += chunk.length
      if (readBytes >= afterBytes) break
    }
  }
  response.writeHead(status, { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(body) })
  const { socket } = response
  await new Promise<void>((resolve) => response.end(body, resolve))
  if (thenReset) socket?.resetAndDestroy()
  else if (!incoming.complete) socket?.destroySoon()
}

async function passBoth(target: string, passage: Passage, signal: AbortSignal): Promise<void> {
  const { incoming, response, fault } = passage
  const { method = 'GET', url = '', headers } = incoming
  const upstream = ask(target + url, { method, headers: { ...headers, connection: 'close' } })
  signal.addEventListener('abort', () => upstream.destroy(), { once: true })
  upstream.on('continue', () => response.writeContinue())
  upstream.flushHeaders()
  const answered = once(upstream, 'response') as Promise<[IncomingMessage]>
  try {
    const sending = pump(spoiled(incoming, fault, 'up', signal), upstream, signal)
    // A server that refuses early stops reading: its answer is worth more than what becomes of the body.
    const [answer] = await Promise.race([answered, sending.then(() => answered)])
    await passAnswer(answer, passage, signal)
  } finally {
    answered.catch(() => {})
    upstream.destroy()
  }
}

async function passAnswer(
  answer: IncomingMessage,
  { incoming, response, fault }: Passage,
  signal: AbortSignal,
): Promise<void> {
  if (fault.kind === 'lose-answer') throw new Cut(true)
  const { connection: _, 'keep-alive': __, ...headers } = answer.headers
  if (fault.kind === 'claim-length') headers['content-length'] = String(fault.bytes)
  response.sendDate = false
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers)
  response.flushHeaders()
  await pump(spoiled(answer, fault, 'down', signal), response, signal)
  if (!incoming.complete || fault.kind === 'claim-length') response.socket?.destroySoon()
}

/** Waits until each piece is with the system, so that a cut comes after exactly the bytes before it. */
async function pump(bytes: AsyncIterable<Buffer>, into: Writable, signal: AbortSignal): Promise<void> {
  for await (const piece of bytes) await settled(signal, (done) => into.write(piece, done))
  await settled(signal, (done) => into.end(done))
}

/** What is written to a connection that is gone may never be called back. */
async function settled(
  signal: AbortSignal,
  begin: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  signal.throwIfAborted()
  const leaving = new AbortController()
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Cut(true)), { signal: leaving.signal })
      begin((error) => (error ? reject(error) : resolve()))
    })
  } finally {
    leaving.abort()
  }
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
}
