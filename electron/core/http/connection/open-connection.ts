import type { Connection, ConnectionPlan, OpenWatch } from './connection.ts'
import { openTcp } from './open-tcp.ts'
import { secure } from './secure.ts'

/** Throws CLOUD_UNREACHABLE, TLS_FAILED, or the signal's reason. */
export async function openConnection(
  url: URL,
  plan: ConnectionPlan,
  watch: OpenWatch,
  signal: AbortSignal,
): Promise<Connection> {
  const isTls = url.protocol === 'https:'
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = Number(url.port || (isTls ? 443 : 80))
  // Read before the connection is made: what is to be trusted may be unreadable.
  const secureContext = isTls ? plan.secureContext(url.host) : null
  const socket = await openTcp({ hostname, port, host: url.host, isPlain: !isTls }, watch, signal)
  watch.mark('connect')
  if (!secureContext) return { socket, tls: null }
  const peer = { hostname, host: url.host, secureContext, verifyTls: plan.verifyTls }
  return secure(socket, peer, watch, signal)
}
