import type { Socket } from 'node:net'

import type { AppErrorCode } from '../../../../shared/errors.ts'
import { imageId, type Reply } from './hostile-cloud.ts'

/** What the operator does meanwhile. `send` is a request of the workbench, which follows redirects and unpacks. */
export type Doing = 'sign in' | 'list' | 'list all' | 'show' | 'download' | 'send'

/** One way of a cloud to misbehave, and what the app makes of it: `well`, or the one code of its sentence. */
export interface Misbehaviour {
  readonly what: string
  readonly doing: Doing
  /** The call that is answered so; every call if it is left out. */
  readonly on?: string
  readonly reply: Reply
  readonly ends: 'well' | AppErrorCode
}

/** The calls that are answered otherwise. */
export const calls = {
  identity: 'GET /v3',
  tokens: 'POST /v3/auth/tokens',
  images: 'GET /v2/images',
  image: `GET /v2/images/${imageId}`,
  data: `GET /v2/images/${imageId}/file`,
  anything: 'GET /anything',
} as const

/** Writes as fast as the app reads. */
export function endlessly(start: string, chunk: Buffer): Reply {
  return (socket) => {
    socket.write(start)
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
    }
    socket.on('drain', more)
    more()
  }
}

/** Writes one more each 50 ms, so that it is never silent for long. */
export function dripping(start: string, drop: string): Reply {
  return (socket) => {
    socket.write(start)
    const timer = setInterval(() => socket.write(drop), 50)
    socket.on('close', () => clearInterval(timer))
  }
}

export function afterwards(bytes: string, then: (socket: Socket) => void): Reply {
  return (socket) => socket.write(Buffer.from(bytes, 'latin1'), () => then(socket))
}
