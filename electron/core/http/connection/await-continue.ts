import { abortable } from '../abortable.ts'
import type { Stoppable } from '../stop.ts'

/** RFC 9110 section 10.1.1 leaves the time to the client; curl waits as long. */
const waitMs = 1000

/** Waits until the server asks for the body, or has had its time to refuse it. */
export async function awaitContinue(
  listen: (onContinue: () => void) => void,
  signal: Stoppable,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  try {
    await abortable<void>(signal, (resolve) => {
      timer = setTimeout(resolve, waitMs)
      listen(resolve)
    })
  } finally {
    clearTimeout(timer)
  }
}
