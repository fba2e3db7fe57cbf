import { type ClientHttp2Session, connect } from 'node:http2'
import type { Socket } from 'node:net'

/** How long a connection without a stream is kept. */
const idleMs = 15_000

/** Speaks HTTP/2 over a connection, one stream at a time; the server may push nothing. */
export function startHttp2(url: URL, socket: Socket): ClientHttp2Session {
  const session = connect(url.origin, {
    createConnection: () => socket,
    settings: { enablePush: false, initialWindowSize: 1024 * 1024, maxHeaderListSize: 256 * 1024 },
    maxHeaderListPairs: 10_000,
  })
  // What it means is told by the stream that is on its way then; without one nobody needs to know.
  session.on('error', () => {})
  session.once('goaway', () => session.close())
  // Waits for the stream that is on its way.
  session.setTimeout(idleMs, () => session.close())
  return session
}
