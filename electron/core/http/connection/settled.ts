import type { Socket } from 'node:net'

import { abortable } from '../abortable.ts'

/** Waits for one event of a socket, or throws its error. Later errors of it are left to whoever uses it then. */
export function settled(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<void> {
  return abortable(signal, (resolve, reject) => {
    socket.once(event, resolve)
    socket.on('error', reject)
    socket.once('close', () => reject(closedEarly()))
  })
}

/** As node says of an HTTP connection that ends too early. */
function closedEarly(): Error {
  return Object.assign(new Error('the other side closed the connection'), { code: 'ECONNRESET' })
}
