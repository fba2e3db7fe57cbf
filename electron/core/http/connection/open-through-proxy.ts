import { lookup } from 'node:dns/promises'
import * as http from 'node:http'
import { isIP, type Socket } from 'node:net'

import { SocksClient } from 'socks'

import { AppError } from '../../../../shared/errors.ts'
import { abortable } from '../abortable.ts'
import type { Proxy } from './choose-proxy.ts'
import type { OpenWatch } from './connection.ts'
import { openTcp } from './open-tcp.ts'
import { wireError } from './wire-error.ts'

export interface TunnelTarget {
  readonly hostname: string
  readonly port: number
  /** How an error names it. */
  readonly host: string
}

/** A connection to the proxy itself. Throws PROXY_FAILED, or the signal's reason. */
export async function openToProxy(
  proxy: Proxy,
  isPlain: boolean,
  watch: OpenWatch,
  signal: AbortSignal,
): Promise<Socket> {
  const { hostname, port } = proxy
  try {
    return await openTcp({ hostname, port, host: `${hostname}:${port}`, isPlain }, watch, signal)
  } catch (error) {
    if (!(error instanceof AppError) || !('detail' in error.data)) throw error
    throw proxyFailure(proxy, 'unreachable', error.data.detail, error)
  }
}

/** Has the proxy connect to the target. Throws PROXY_FAILED, CLOUD_UNREACHABLE, or the signal's reason. */
export async function tunnel(
  socket: Socket,
  proxy: Proxy,
  target: TunnelTarget,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (proxy.kind === 'http' || proxy.kind === 'https') await connectByHttp(socket, proxy, target, signal)
    else await connectBySocks(socket, proxy, target, signal)
  } catch (error) {
    socket.destroy()
    throw error
  }
}

export function proxyAuthorization({ credentials }: Proxy): string | null {
  if (!credentials) return null
  return `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`
}

/** RFC 9110 section 9.3.6. */
async function connectByHttp(
  socket: Socket,
  proxy: Proxy,
  { hostname, port }: TunnelTarget,
  signal: AbortSignal,
): Promise<void> {
  const authority = `${isIP(hostname) === 6 ? `[${hostname}]` : hostname}:${port}`
  const authorization = proxyAuthorization(proxy)
  const request = http.request({
    createConnection: () => socket,
    method: 'CONNECT',
    path: authority,
    headers: ['Host', authority, ...(authorization === null ? [] : ['Proxy-Authorization', authorization])],
    setHost: false,
  })
  const answer = await abortable<http.IncomingMessage>(signal, (resolve, reject) => {
    request.once('connect', (response, _, early) => {
      if (early.length > 0) socket.unshift(early)
      resolve(response)
    })
    request.on('error', (error) => reject(proxyFailure(proxy, 'refused', error.message, error)))
    request.end()
  })
  const { statusCode = 0, statusMessage = '' } = answer
  // There are proxies that say 401 where 407 is meant.
  if (statusCode === 407 || statusCode === 401) throw proxyFailure(proxy, 'credentials', statusMessage)
  if (statusCode < 200 || statusCode > 299)
    throw proxyFailure(proxy, 'refused', `${statusCode} ${statusMessage}`)
}

async function connectBySocks(
  socket: Socket,
  proxy: Proxy,
  target: TunnelTarget,
  signal: AbortSignal,
): Promise<void> {
  const host = await addressFor(proxy, target, signal)
  const { hostname, port, credentials } = proxy
  const type = proxy.kind.startsWith('socks4') ? 4 : 5
  await abortable<void>(signal, (resolve, reject) => {
    SocksClient.createConnection({
      existing_socket: socket,
      command: 'connect',
      proxy: {
        host: hostname,
        port,
        type,
        ...(credentials && { userId: credentials.user, password: credentials.password }),
      },
      destination: { host, port: target.port },
    }).then(
      () => resolve(),
      // The library's error holds the password, so it goes no further.
      (error: Error) => {
        const isRefusedUser = /authenticat|accepted auth/i.test(error.message)
        reject(proxyFailure(proxy, isRefusedUser ? 'credentials' : 'refused', error.message))
      },
    )
  })
}

/** `socks4a` and `socks5h` have the proxy look names up; SOCKS 4 knows IPv4 alone. */
async function addressFor(proxy: Proxy, target: TunnelTarget, signal: AbortSignal): Promise<string> {
  const isLeftToProxy = proxy.kind === 'socks4a' || proxy.kind === 'socks5h'
  if (isLeftToProxy || isIP(target.hostname)) return target.hostname
  const family = proxy.kind === 'socks4' ? 4 : 0
  return abortable(signal, (resolve, reject) => {
    lookup(target.hostname, { family }).then(
      ({ address }) => resolve(address),
      (error: Error) => reject(wireError(error, target.host)),
    )
  })
}

function proxyFailure(
  { url, source }: Proxy,
  reason: 'unreachable' | 'credentials' | 'refused',
  detail: string,
  cause?: unknown,
): AppError {
  return new AppError('PROXY_FAILED', { proxy: url, source, reason, detail }, { cause })
}
