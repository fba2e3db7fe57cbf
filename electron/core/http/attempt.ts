import type { Socket } from 'node:net'

import { AppError } from '../../../shared/errors.ts'
import type { TlsFacts } from '../../../shared/model/tls.ts'
import type { HeaderPair } from '../../../shared/model/wire.ts'
import { headerPairs, headOf } from './answer-head.ts'
import { createAnswerSink } from './body/create-answer-sink.ts'
import { createDecodingSink, type DecodingSink } from './body/decoding-sink.ts'
import { type EarlyBytes, readEarly } from './body/early-bytes.ts'
import { readAnswer } from './body/read-answer.ts'
import { readBody } from './body/read-body.ts'
import { SentStart } from './body/sent-start.ts'
import { writeBody } from './body/write-body.ts'
import { headerValue } from './collect-answer.ts'
import { awaitContinue } from './connection/await-continue.ts'
import type { Lane } from './connection/connection-pool.ts'
import { IdleWatch } from './connection/idle-watch.ts'
import type { Connection } from './connection/connection.ts'
import { fitToConnection } from './connection/fit-to-connection.ts'
import { openWireRequest } from './connection/open-wire-request.ts'
import type { PreparedRequest } from './connection/prepare-request.ts'
import { wireError } from './connection/wire-error.ts'
import type { WireAnswer, WireRequest } from './connection/wire-request.ts'
import type { AnswerBody, ExchangeEvent, ExchangeRequest } from './exchange.ts'
import { cutError } from './cut-error.ts'
import type { PhaseClock } from './phase-clock.ts'
import { Stop, type Stoppable } from './stop.ts'

/** One exchange, as every attempt at it sees it. */
export interface Job {
  readonly request: ExchangeRequest
  readonly prepared: PreparedRequest
  readonly clock: PhaseClock
  readonly report: (event: ExchangeEvent) => void
}

interface Answered {
  readonly answer: WireAnswer
  readonly early: EarlyBytes
}

const progressEveryMs = 100

/**
 * One try at an exchange over one connection. Sending and receiving run side by side, because a server may answer at
 * any moment: the answer decides, and what becomes of the request's body then is only noted.
 */
export class Attempt {
  readonly #job: Job
  readonly #lane: Lane
  readonly #sink: DecodingSink
  readonly #idle: IdleWatch
  readonly #sentStart: SentStart
  /** Aborted when nothing more is to be sent, for whatever reason. */
  readonly #sending = new Stop()
  readonly #failed: Promise<never>
  readonly #answered: Promise<Answered>
  /** The request has let go of its connection. */
  readonly #closed: Promise<void>
  #fail: (error: unknown) => void = () => {}
  #onAnswered: (answered: Answered) => void = () => {}
  #onContinue: () => void = () => {}
  #onClosed: () => void = () => {}
  /** Aborted when the attempt is over: nothing reaches the sink after that. */
  readonly #receiving = new Stop()
  #socket: Socket | null = null
  /** How much the connection had read when this request became its own. */
  #bytesReadBefore = Number.POSITIVE_INFINITY
  #answer: WireAnswer | null = null
  #headers: readonly HeaderPair[] = []
  #isAnswerIn = false
  #isBodyHeld = false
  #isSent = false
  #isTunnel = false
  #wireFailure: Error | null = null
  #sentBytes = 0
  #receivedBytes = 0
  #progressAt = 0

  constructor(job: Job, lane: Lane) {
    this.#job = job
    this.#lane = lane
    this.#sink = createDecodingSink(
      createAnswerSink(job.request.into, this.#host),
      job.request.isDecompressed ? { host: this.#host, method: job.prepared.method } : null,
    )
    this.#idle = new IdleWatch(job.request.idleTimeoutMs, () => this.#onSilence())
    this.#sentStart = new SentStart(job.request.sentStartBytes ?? 0, (start, isWhole) =>
      job.report({ type: 'body-sent', atMs: job.clock.now(), start, isWhole }),
    )
    this.#failed = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.#failed.catch(() => {})
    this.#answered = new Promise((resolve) => {
      this.#onAnswered = resolve
    })
    this.#closed = new Promise((resolve) => {
      this.#onClosed = resolve
    })
  }

  /** Gives the last event; every other is reported. Afterwards the connection is back in its pool, or closed. */
  async run(signal: Stoppable): Promise<ExchangeEvent> {
    const onAbort = () => this.#fail(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      signal.throwIfAborted()
      return await Promise.race([this.#failed, this.#exchange()])
    } catch (error) {
      this.#sending.abort(error)
      this.#receiving.abort(error)
      this.#lane.discard()
      await this.#sink.abandon()
      throw error
    } finally {
      signal.removeEventListener('abort', onAbort)
      this.#idle.stop()
      this.#sentStart.end(false)
    }
  }

  async #exchange(): Promise<ExchangeEvent> {
    const { prepared, clock } = this.#job
    clock.restart()
    const connection = await this.#open()
    this.#socket = connection.socket
    // The frames of HTTP/2 say nothing of how far the answer is.
    if (!connection.session) this.#bytesReadBefore = connection.socket.bytesRead
    const fitted = fitToConnection(prepared, connection)
    const request = openWireRequest(fitted, connection, this.#lane.agent, {
      onContinue: () => this.#onContinue(),
      // What came so far was "100 Continue" or the like; the answer is still to begin.
      onInformation: () => {
        this.#bytesReadBefore = this.#socket?.bytesRead ?? this.#bytesReadBefore
      },
      onAnswer: (answer, isTunnel) => this.#onAnswer(answer, isTunnel),
      onError: (error) => this.#onWireError(error),
      onClose: () => {
        this.#onClosed()
        if (!this.#isSent) this.#sending.abort(new Error('the connection is closed'))
      },
    })
    this.#idle.watch(request.clock)

    const sending = this.#send(request, connection, fitted.headText)
    const [body, isRequestComplete] = await Promise.all([this.#receive(), sending])
    if (isRequestComplete && !prepared.isLastOnConnection && !this.#isTunnel) {
      await this.#closed
      this.#lane.release(headerValue(this.#headers, 'keep-alive'))
    } else this.#lane.discard()
    return {
      type: 'end',
      atMs: clock.now(),
      phases: clock.phases(),
      sentBytes: this.#sentBytes,
      receivedBytes: this.#receivedBytes,
      trailers: headerPairs(this.#answer?.rawTrailers() ?? []),
      isRequestComplete,
      decoded: this.#sink.decoded(),
      body,
    }
  }

  async #open(): Promise<Connection> {
    const { clock, report, request } = this.#job
    const kept = this.#lane.connection
    if (kept) {
      if (kept.tls) report({ type: 'secured', atMs: clock.now(), tls: kept.tls })
      return kept
    }
    const limitMs = Math.min(request.connectTimeoutMs ?? Number.POSITIVE_INFINITY, request.idleTimeoutMs)
    const onLate = () => this.#failLate(`no connection after ${limitMs} ms`)
    const timer = setTimeout(onLate, limitMs)
    const watch = {
      mark: (moment: 'lookup' | 'connect' | 'secure') => clock.mark(moment),
      secured: (tls: TlsFacts) => report({ type: 'secured', atMs: clock.now(), tls }),
    }
    try {
      return await this.#lane.open(watch, this.#sending.signal)
    } finally {
      clearTimeout(timer)
    }
  }

  /** True once the whole request was handed to the system; false if an answer, or a failure, came before that. */
  async #send(request: WireRequest, connection: Connection, headText: string): Promise<boolean> {
    const { prepared, clock, report } = this.#job
    const { body } = this.#job.request
    try {
      report({
        type: 'connected',
        atMs: clock.mark('ready'),
        remoteAddress: connection.socket.remoteAddress ?? null,
        remotePort: connection.socket.remotePort ?? null,
        isReused: this.#lane.isReused,
        proxy: connection.proxy,
        httpVersion: connection.session ? '2' : '1.1',
        headText,
      })

      if (prepared.isBodyHeld || body.kind === 'stream') request.flushHead()
      if (prepared.isBodyHeld) await this.#holdBody()
      const chunks = body.kind === 'none' ? [] : this.#idle.holdFor(this.#readBody())
      await writeBody(request, chunks, (chunk) => this.#onSent(chunk), this.#sending)
      this.#sentStart.end(true)
      this.#isSent = true
      report({ type: 'sent', atMs: clock.mark('sent') })
      return true
    } catch (error) {
      if (this.#sending.aborted) return false
      throw error
    }
  }

  #readBody(): ReturnType<typeof readBody> {
    const { prepared, request } = this.#job
    return readBody(request.body, prepared.bodyBytes, this.#sending.signal)
  }

  async #holdBody(): Promise<void> {
    this.#isBodyHeld = true
    await awaitContinue((onContinue) => {
      this.#onContinue = onContinue
    }, this.#sending)
    this.#isBodyHeld = false
  }

  async #receive(): Promise<AnswerBody> {
    const { clock, report, prepared } = this.#job
    const { answer, early } = await this.#answered
    const head = headOf(answer)
    this.#headers = head.headers
    report({ type: 'head', atMs: clock.mark('head'), phases: clock.phases(), ...head })
    const starting = this.#sink.start(head)
    if (starting) await this.#holdWire(starting)

    const onRead = (bytes: number, held: Promise<void> | null) => this.#onReceived(bytes, held)
    const isWhole =
      this.#isTunnel ||
      ((await readAnswer(answer.body, early, this.#sink, onRead, this.#receiving)) && answer.isComplete())
    const isCut = !isWhole || this.#wireFailure !== null
    // Who refuses a body may close while it still comes, half way through saying why: that is still the answer.
    if (isCut && !(isRefusal(answer) && prepared.bodyBytes !== 0))
      throw cutError(this.#host, head, this.#receivedBytes, this.#wireFailure)
    clock.mark('end')
    this.#isAnswerIn = true
    return this.#sink.finish(isCut)
  }

  #onAnswer(answer: WireAnswer, isTunnel: boolean): void {
    this.#answer = answer
    this.#isTunnel = isTunnel
    if (isRefusal(answer) || this.#isBodyHeld) this.#sending.abort(new Error('the answer is here'))
    this.#onAnswered({ answer, early: readEarly(answer.body) })
  }

  async #holdWire(busy: Promise<void>): Promise<void> {
    this.#idle.hold()
    try {
      await busy
    } finally {
      this.#idle.release()
    }
  }

  #onSent(chunk: Uint8Array): void {
    this.#sentBytes += chunk.length
    this.#sentStart.take(chunk)
    this.#reportProgress()
  }

  #onReceived(bytes: number, held: Promise<void> | null): void {
    this.#receivedBytes += bytes
    this.#reportProgress()
    if (held) this.#holdWire(held).catch(this.#fail)
  }

  #reportProgress(): void {
    const { clock, report } = this.#job
    const atMs = clock.now()
    if (atMs - this.#progressAt < progressEveryMs) return
    this.#progressAt = atMs
    report({ type: 'progress', atMs, sentBytes: this.#sentBytes, receivedBytes: this.#receivedBytes })
  }

  /** After a head the answer itself shows how it ends; before it, this is all there will be. */
  #onWireError(error: Error): void {
    if (this.#answer) {
      if (!this.#answer.isComplete()) this.#wireFailure ??= error
      return
    }
    const failure = wireError(error, this.#host)
    const hasBegun = (this.#socket?.bytesRead ?? 0) > this.#bytesReadBefore
    if (failure.code !== 'CLOUD_UNREACHABLE' || !hasBegun) return this.#fail(failure)
    const detail = 'the connection ended inside the head of the answer'
    this.#fail(new AppError('BAD_ANSWER', { host: this.#host, detail }, { cause: error }))
  }

  #onSilence(): void {
    if (this.#isAnswerIn) return this.#sending.abort(new Error('the server stopped reading after its answer'))
    this.#failLate(`nothing moved for ${this.#job.request.idleTimeoutMs} ms`)
  }

  #failLate(detail: string): void {
    this.#fail(new AppError('CLOUD_UNREACHABLE', { host: this.#host, reason: 'timed-out', detail }))
  }

  get #host(): string {
    return this.#job.prepared.url.host
  }
}

/** An answer that makes the rest of the request's body useless. */
function isRefusal({ status }: WireAnswer): boolean {
  return status >= 300
}
