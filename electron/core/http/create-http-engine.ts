import { AppError } from '../../../shared/errors.ts'
import { abortable } from './abortable.ts'
import { Attempt, type Job } from './attempt.ts'
import { checkFile } from './body/read-file.ts'
import type { Environment } from './connection/choose-proxy.ts'
import { createConnectionPlan } from './connection/connection-plan.ts'
import { ConnectionPool } from './connection/connection-pool.ts'
import { prepareRequest } from './connection/prepare-request.ts'
import { EventQueue } from './event-queue.ts'
import type { ConnectionOptions, ExchangeEvent, ExchangeRequest, SendExchange } from './exchange.ts'
import { PhaseClock } from './phase-clock.ts'
import { Stop, type Stoppable } from './stop.ts'

export interface HttpEngine {
  readonly send: SendExchange
  /** Ends every connection; exchanges that run fail with an AbortError. */
  close(): Promise<void>
}

/**
 * Every request the app makes goes through one of these. Connections are kept alive between exchanges. `environment`
 * names the proxies of requests that ask for it.
 */
export function createHttpEngine({
  environment = process.env,
}: {
  environment?: Environment
} = {}): HttpEngine {
  const pools = new Map<string, ConnectionPool>()
  const running = new Map<Stop, Promise<void>>()
  let isClosed = false

  function poolFor(options: ConnectionOptions): ConnectionPool {
    const key = poolKey(options)
    const pool = pools.get(key) ?? new ConnectionPool(createConnectionPlan(options, environment))
    pools.set(key, pool)
    return pool
  }

  async function* send(request: ExchangeRequest, signal: AbortSignal): AsyncGenerator<ExchangeEvent, void> {
    signal.throwIfAborted()
    if (isClosed) throw closedError()
    const over = new Stop()
    const onAbort = () => over.abort(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    const events = new EventQueue()
    const done = exchange(request, poolFor(request.connection), events, over)
    running.set(over, done)
    try {
      for (let event = await events.next(); event; event = await events.next()) yield event
    } finally {
      signal.removeEventListener('abort', onAbort)
      // An error is dear: only where there is something to end.
      if (!events.isOver) over.abort(new DOMException('The exchange was left before its end.', 'AbortError'))
      await done
      running.delete(over)
    }
  }

  async function close(): Promise<void> {
    isClosed = true
    for (const over of running.keys()) over.abort(closedError())
    await Promise.all(running.values())
    for (const pool of pools.values()) pool.close()
  }

  return { send, close }
}

/** Equal for options that are equal, whatever order they were written in. */
function poolKey(options: ConnectionOptions): string {
  const { clientCertificate: own } = options
  const identity =
    own?.kind === 'pkcs12'
      ? [Buffer.from(own.bytes).toString('base64'), own.passphrase]
      : own && [own.certPem, own.keyPem, own.passphrase]
  const { verifyTls, extraCaPem, proxy, hostOverrides, httpVersion = '1.1' } = options
  const via = proxy?.kind === 'fixed' ? [proxy.url, proxy.noProxy] : proxy?.kind
  const overrides = hostOverrides?.map(({ host, port, toHost, toPort }) => [host, port, toHost, toPort])
  return JSON.stringify([verifyTls, extraCaPem, identity, via, overrides, httpVersion])
}

/** Never rejects: what fails goes to the one who reads the events. */
async function exchange(
  request: ExchangeRequest,
  pool: ConnectionPool,
  events: EventQueue,
  signal: Stoppable,
): Promise<void> {
  try {
    const report = (event: ExchangeEvent) => events.push(event)
    const job = { request, prepared: prepareRequest(request), clock: new PhaseClock(), report }
    if (request.body.kind === 'file') await checkSource(request.body, signal)
    events.push(await attempt(job, pool, signal))
    events.end()
  } catch (error) {
    events.fail(error)
  }
}

/** Nothing is sent of a file that is not what it was. A disk that does not answer does not hold up an abort. */
function checkSource(body: Parameters<typeof checkFile>[0], signal: Stoppable): Promise<void> {
  return abortable(signal, (resolve, reject) => {
    checkFile(body).then(resolve, reject)
  })
}

/**
 * A kept connection may have been closed by the server, announced or not, by the time the next request arrives on it.
 * So only a request that may be sent twice (RFC 9110 section 9.2.2) goes out on one, and once more on a fresh one if
 * that happens. Whatever changes something on the server gets a fresh connection: nothing has to be guessed then.
 */
async function attempt(job: Job, pool: ConnectionPool, signal: Stoppable): Promise<ExchangeEvent> {
  const { url, isRepeatable } = job.prepared
  const lane = pool.lane(url, isRepeatable)
  try {
    return await new Attempt(job, lane).run(signal)
  } catch (error) {
    if (!lane.isReused || !isLostConnection(error)) throw error
    return new Attempt(job, pool.lane(url, false)).run(signal)
  }
}

/** The connection ended before any byte of an answer. */
function isLostConnection(error: unknown): boolean {
  return (
    error instanceof AppError &&
    error.code === 'CLOUD_UNREACHABLE' &&
    'reason' in error.data &&
    (error.data.reason === 'reset' || error.data.reason === 'closed')
  )
}

function closedError(): DOMException {
  return new DOMException('The engine is closed.', 'AbortError')
}
