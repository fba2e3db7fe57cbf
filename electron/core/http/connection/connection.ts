import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'

import type { TlsFacts } from '../../../../shared/model/tls.ts'

/** Something that can carry HTTP to one origin. */
export interface Connection {
  readonly socket: Socket
  /** Null for plain HTTP. */
  readonly tls: TlsFacts | null
}

/** How the connections of one pool are made. */
export interface ConnectionPlan {
  readonly verifyTls: boolean
  secureContext(host: string): SecureContext
}

/** Told what happens while a connection is made. */
export interface OpenWatch {
  mark(moment: 'lookup' | 'connect' | 'secure'): void
  secured(tls: TlsFacts): void
}
