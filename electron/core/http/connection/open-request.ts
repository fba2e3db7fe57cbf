import * as http from 'node:http'
import * as https from 'node:https'
import { isIP, type Socket } from 'node:net'

import { abortable } from '../abortable.ts'
import type { PhaseClock } from '../phase-clock.ts'
import type { PreparedRequest } from './prepare-request.ts'
import { readBeforeFailing } from './read-before-failing.ts'

const maxHeadBytes = 256 * 1024

/** Begins a request of which nothing is sent yet. Given the headers as an array, node adds none of its own. */
export function openRequest(prepared: PreparedRequest, agent: http.Agent): http.ClientRequest {
  const { url, method, path, headers } = prepared
  const isTls = url.protocol === 'https:'
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const request = (isTls ? https : http).request({
    agent,
    protocol: url.protocol,
    hostname,
    port: url.port || (isTls ? 443 : 80),
    servername: isIP(hostname) ? '' : hostname,
    method,
    path,
    headers: headers.flat(),
    setHost: false,
    maxHeaderSize: maxHeadBytes,
  })
  request.maxHeadersCount = 0
  return request
}

/** The socket of a request, as soon as there is one (`onSocket`) and, resolved, once it can carry the request. */
export function connected(
  request: http.ClientRequest,
  clock: PhaseClock,
  onSocket: (socket: Socket) => void,
  signal: AbortSignal,
): Promise<Socket> {
  return abortable(signal, (resolve) => {
    request.once('socket', (socket) => {
      onSocket(socket)
      if (request.reusedSocket) return resolve(socket)
      readBeforeFailing(socket)
      socket.once('lookup', () => clock.mark('lookup'))
      socket.once('connect', () => {
        clock.mark('connect')
        if (request.protocol === 'http:') resolve(socket)
      })
      socket.once('secureConnect', () => {
        clock.mark('secure')
        resolve(socket)
      })
    })
  })
}
