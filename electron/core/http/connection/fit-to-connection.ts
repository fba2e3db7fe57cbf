import type { HeaderPair } from '../../../../shared/model/wire.ts'
import type { Connection } from './connection.ts'
import { headTextOf, type PreparedRequest } from './prepare-request.ts'

/** A prepared request as this connection wants it: as it is, through a proxy that reads it, or as HTTP/2. */
export function fitToConnection(prepared: PreparedRequest, connection: Connection): PreparedRequest {
  if (connection.forward) return forProxy(prepared, connection.forward.authorization)
  return connection.session ? forHttp2(prepared) : prepared
}

/** RFC 9112 section 3.2.2. */
function forProxy(prepared: PreparedRequest, authorization: string | null): PreparedRequest {
  const path = `http://${prepared.url.host}${prepared.path}`
  const isNamed = prepared.headers.some(([name]) => name.toLowerCase() === 'proxy-authorization')
  const added: HeaderPair[] =
    authorization === null || isNamed ? [] : [['Proxy-Authorization', authorization]]
  const headers = [...prepared.headers, ...added]
  return { ...prepared, path, headers, headText: headTextOf(prepared.method, path, headers, '1.1') }
}

/** What RFC 9113 section 8.2.2 forbids; the length of a body is known by its end. */
const connectionHeaders = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
])

function forHttp2(prepared: PreparedRequest): PreparedRequest {
  const headers = prepared.headers
    .map(([name, value]): HeaderPair => [name.toLowerCase(), value.trim()])
    .filter(([name, value]) => !connectionHeaders.has(name) && (name !== 'te' || value === 'trailers'))
  return { ...prepared, headers, headText: headTextOf(prepared.method, prepared.path, headers, '2') }
}
