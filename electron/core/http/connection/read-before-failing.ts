import type { Socket } from 'node:net'

type Done = (error?: Error | null) => void

/**
 * Lets a failed write wait until all that came in is read.
 *
 * A server that refuses a body answers and closes while the body is still coming: the answer lies in the receive
 * buffer when the next write fails, and node would throw both away.
 */
export function readBeforeFailing(socket: Socket): void {
  const { _write: write, _writev: writeAll } = socket
  const patient: Pick<Socket, '_write' | '_writev'> = {
    _write: (chunk, encoding, done) => write.call(socket, chunk, encoding, afterReading(socket, done)),
    ...(writeAll && { _writev: (chunks, done) => writeAll.call(socket, chunks, afterReading(socket, done)) }),
  }
  Object.assign(socket, patient)
}

function afterReading(socket: Socket, done: Done): Done {
  return (error) => {
    if (!error || socket.destroyed || socket.readableEnded) return done(error)
    const fail = () => {
      socket.off('end', fail)
      socket.off('close', fail)
      done(error)
    }
    socket.on('end', fail)
    socket.on('close', fail)
  }
}
