import type { ClientHttp2Session } from 'node:http2'
import type { Socket } from 'node:net'

import type { TlsFacts } from '../../../../shared/model/tls.ts'

/** Something that can carry HTTP to one origin. */
export interface Connection {
  readonly socket: Socket
  /** Null for plain HTTP. */
  readonly tls: TlsFacts | null
  /** What it goes through, without credentials; `source`: `request`, or a variable of the environment. */
  readonly proxy: { readonly url: string; readonly source: string } | null
  /** Set where an HTTP proxy reads the request itself: it wants the whole URL, and its own credentials. */
  readonly forward: { readonly authorization: string | null } | null
  /** Null where HTTP/1.1 is spoken. */
  readonly session: ClientHttp2Session | null
}

/** Told what happens while a connection is made. */
export interface OpenWatch {
  mark(moment: 'lookup' | 'connect' | 'secure'): void
  secured(tls: TlsFacts): void
}
