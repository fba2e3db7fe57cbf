import type { Agent } from 'node:http'

import type { Connection } from './connection.ts'
import { openHttp1 } from './open-http1.ts'
import { openHttp2 } from './open-http2.ts'
import type { PreparedRequest } from './prepare-request.ts'
import type { WireListener, WireRequest } from './wire-request.ts'

/** Begins a request over a connection, in the version of HTTP that is spoken there. */
export function openWireRequest(
  prepared: PreparedRequest,
  { session, socket }: Connection,
  agent: Agent,
  listener: WireListener,
): WireRequest {
  return session ? openHttp2(prepared, session, listener) : openHttp1(prepared, agent, socket, listener)
}
