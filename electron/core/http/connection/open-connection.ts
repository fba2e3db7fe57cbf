import type { Proxy } from './choose-proxy.ts'
import type { Connection, OpenWatch } from './connection.ts'
import type { ConnectionPlan, Route } from './connection-plan.ts'
import { openTcp } from './open-tcp.ts'
import { openToProxy, proxyAuthorization, tunnel } from './open-through-proxy.ts'
import { secure } from './secure.ts'
import { startHttp2 } from './start-http2.ts'

interface Asked {
  readonly url: URL
  readonly plan: ConnectionPlan
}

/**
 * Makes a connection that can carry HTTP to the origin of a URL. Throws CLOUD_UNREACHABLE, TLS_FAILED, PROXY_FAILED,
 * CLIENT_CERTIFICATE_INVALID, or the signal's reason.
 */
export async function openConnection(
  url: URL,
  plan: ConnectionPlan,
  watch: OpenWatch,
  signal: AbortSignal,
): Promise<Connection> {
  const isTls = url.protocol === 'https:'
  const route = plan.route(url)
  // Read before the connection is made: what is to be trusted may be unreadable.
  const secureContext = isTls ? plan.secureContext(url.host, false) : null
  const connection = route.proxy
    ? await openVia(route.proxy, route, { url, plan }, watch, signal)
    : await openDirect(route, { url, plan }, watch, signal)
  watch.mark('connect')
  if (!secureContext)
    return plan.isHttp2Known && !connection.forward ? withHttp2(url, connection) : connection
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const { verifyTls, alpn } = plan
  const peer = { hostname, host: url.host, secureContext, verifyTls, alpn }
  const secured = await secure(connection.socket, peer, signal, (tls) => {
    watch.mark('secure')
    watch.secured(tls)
  })
  const whole = { ...connection, ...secured }
  return secured.tls.alpn === 'h2' ? withHttp2(url, whole) : whole
}

function withHttp2(url: URL, connection: Connection): Connection {
  return { ...connection, session: startHttp2(url, connection.socket) }
}

async function openDirect(
  { hostname, port }: Route,
  { url, plan }: Asked,
  watch: OpenWatch,
  signal: AbortSignal,
): Promise<Connection> {
  const isPlain = url.protocol === 'http:' && !plan.isHttp2Known
  const socket = await openTcp({ hostname, port, host: url.host, isPlain }, watch, signal)
  return { socket, tls: null, proxy: null, forward: null, session: null }
}

/** Plain HTTP is given to an HTTP proxy to pass on (RFC 9112 section 3.2.2), unless it is to go elsewhere. */
async function openVia(
  proxy: Proxy,
  { hostname, port, isOverridden }: Route,
  { url, plan }: Asked,
  watch: OpenWatch,
  signal: AbortSignal,
): Promise<Connection> {
  const isHttpProxy = proxy.kind === 'http' || proxy.kind === 'https'
  const isForwarded = isHttpProxy && url.protocol === 'http:' && !isOverridden && !plan.isHttp2Known
  let socket = await openToProxy(proxy, isForwarded && proxy.kind === 'http', watch, signal)
  if (proxy.kind === 'https') {
    const host = `${proxy.hostname}:${proxy.port}`
    const secureContext = plan.secureContext(host, true)
    const peer = {
      hostname: proxy.hostname,
      host,
      secureContext,
      verifyTls: plan.verifyTls,
      alpn: ['http/1.1'],
    }
    socket = (await secure(socket, peer, signal)).socket
  }
  const named = { url: proxy.url, source: proxy.source }
  if (isForwarded)
    return {
      socket,
      tls: null,
      proxy: named,
      forward: { authorization: proxyAuthorization(proxy) },
      session: null,
    }
  await tunnel(socket, proxy, { hostname, port, host: url.host }, signal)
  return { socket, tls: null, proxy: named, forward: null, session: null }
}
