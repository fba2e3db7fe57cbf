import type { Readable } from 'node:stream'

import { abortable } from '../abortable.ts'

/**
 * Yields the chunks of a stream as they are. (Node's own iterator copies those that wait together into one.)
 * The stream is destroyed however the loop ends.
 */
export async function* readStream(stream: Readable, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const arrivals: (Uint8Array | 'end')[] = []
  let failure: { readonly error: unknown } | null = stream.destroyed ? { error: prematureEnd() } : null
  let wake: (() => void) | null = null
  stream.pause()
  stream.on('data', (chunk: Uint8Array | string) => {
    stream.pause()
    arrivals.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
    wake?.()
  })
  stream.on('end', () => {
    arrivals.push('end')
    wake?.()
  })
  stream.on('error', (error) => {
    failure = { error }
    wake?.()
  })
  stream.on('close', () => {
    failure ??= { error: prematureEnd() }
    wake?.()
  })

  try {
    for (;;) {
      const arrival = arrivals.shift()
      if (arrival === 'end') return
      if (arrival) yield arrival
      else if (failure) throw failure.error
      else {
        stream.resume()
        await abortable<void>(signal, (resolve) => {
          wake = resolve
        })
      }
    }
  } finally {
    stream.destroy()
  }
}

function prematureEnd(): Error {
  return new Error('the source closed before its end')
}
