import { abortable } from '../abortable.ts'
import type { WireRequest } from '../connection/wire-request.ts'
import type { Stoppable } from '../stop.ts'

/**
 * Writes the body of a request chunk by chunk, each only when the one before was handed to the system, and ends it.
 * Rejects with what `chunks` throws or, once it aborts, with the signal's reason. A write that fails is waited for in
 * vain: abort when the connection closes, for only the reading side knows what the failure means.
 */
export async function writeBody(
  request: WireRequest,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  onWritten: (chunk: Uint8Array) => void,
  signal: Stoppable,
): Promise<void> {
  for await (const chunk of chunks) {
    await abortable<void>(signal, (resolve) => {
      request.write(chunk, (error) => {
        if (!error) resolve()
      })
    })
    onWritten(chunk)
  }
  await abortable<void>(signal, (resolve) => {
    request.end(() => resolve())
  })
}
