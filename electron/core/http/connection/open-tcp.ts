import { connect, type OnReadOpts, type Socket } from 'node:net'

import type { OpenWatch } from './connection.ts'
import { settled } from './settled.ts'
import { wireError } from './wire-error.ts'

interface TcpPeer {
  readonly hostname: string
  readonly port: number
  /** How an error names it. */
  readonly host: string
  /** HTTP goes over it as it is: nothing between wants to read from it otherwise. */
  readonly isPlain: boolean
}

/** Throws CLOUD_UNREACHABLE, or the signal's reason. */
export async function openTcp(peer: TcpPeer, watch: OpenWatch, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted()
  const socket = connect({
    host: peer.hostname,
    port: peer.port,
    noDelay: true,
    keepAlive: true,
    /** Node's 250 ms gives up on hosts with two addresses behind a slow link. */
    autoSelectFamilyAttemptTimeout: 1000,
    ...(peer.isPlain && { onread: readIntoOneBuffer() }),
  })
  socket.once('lookup', () => watch.mark('lookup'))
  try {
    await settled(socket, 'connect', signal)
    return socket
  } catch (error) {
    socket.destroy()
    signal.throwIfAborted()
    throw wireError(error as Error, peer.host)
  }
}

/**
 * Node's parser copies a body out of what a socket reads, so what is read may always go into the same memory. Without
 * this a socket takes fresh memory for each read, and a large answer leaves tens of megabytes for the collector.
 */
function readIntoOneBuffer(): OnReadOpts {
  return {
    buffer: Buffer.allocUnsafeSlow(65_536),
    callback(this: Socket, bytesRead: number, buffer: Uint8Array) {
      this.emit('data', buffer.subarray(0, bytesRead))
      return true
    },
  }
}
