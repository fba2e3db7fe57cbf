import * as http from 'node:http'
import type { Socket } from 'node:net'

import type { HeaderPair } from '../../../../shared/model/wire.ts'
import type { PreparedRequest } from './prepare-request.ts'
import type { WireAnswer, WireListener, WireRequest } from './wire-request.ts'

const maxHeadBytes = 256 * 1024

/**
 * Begins a request of which nothing is sent yet, over the connection that the agent carries, secure or not. Given the
 * headers as an array, node adds none of its own.
 */
export function openHttp1(
  { method, path, headers }: PreparedRequest,
  agent: http.Agent,
  socket: Socket,
  listener: WireListener,
): WireRequest {
  const request = http.request({
    agent,
    method,
    path,
    headers: flat(headers),
    setHost: false,
    maxHeaderSize: maxHeadBytes,
  })
  request.maxHeadersCount = 0
  const onTunnel = (answer: http.IncomingMessage, tunnel: Socket) => {
    tunnel.destroy()
    listener.onAnswer(wireAnswer(answer), true)
  }
  request.on('information', () => listener.onInformation())
  request.once('continue', () => listener.onContinue())
  request.once('response', (answer) => listener.onAnswer(wireAnswer(answer), false))
  request.once('upgrade', onTunnel)
  request.once('connect', onTunnel)
  request.on('error', (error) => listener.onError(error))
  request.once('close', () => listener.onClose())
  return {
    clock: socket,
    flushHead: () => request.flushHeaders(),
    write: (chunk, done) => void request.write(chunk, done),
    end: (done) => void request.end(done),
  }
}

/** A tenth of what `Array.flat` takes. */
function flat(headers: readonly HeaderPair[]): string[] {
  const all: string[] = []
  for (const [name, value] of headers) all.push(name, value)
  return all
}

function wireAnswer(answer: http.IncomingMessage): WireAnswer {
  // How it ends is told elsewhere; an error nobody listens to would be thrown.
  answer.on('error', () => {})
  return {
    status: answer.statusCode ?? 0,
    statusText: answer.statusMessage ?? '',
    rawHeaders: answer.rawHeaders,
    body: answer,
    rawTrailers: () => answer.rawTrailers,
    isComplete: () => answer.complete,
  }
}
