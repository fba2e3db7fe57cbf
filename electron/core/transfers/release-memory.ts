import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'

/**
 * Gives the memory of chunks back at once instead of leaving it to the collector, which lets tens of megabytes pile up
 * before it looks: what is transferred to a port with nobody at its other end is gone (HTML, "message port post
 * message steps"). The chunk is empty afterwards.
 */
export async function createMemoryRelease(): Promise<(chunk: Uint8Array) => void> {
  const { port1, port2 } = new MessageChannel()
  port2.close()
  await once(port1, 'close')
  return ({ buffer, byteLength }) => {
    // A chunk cut from memory that it shares with others has to stay.
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) port1.postMessage(null, [buffer])
  }
}
