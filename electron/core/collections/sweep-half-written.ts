import { rm, stat } from 'node:fs/promises'

/** Nobody takes so long to write a request. */
const abandonedMs = 60_000

/**
 * Removes what a killed save has left in a collection. Another program may be writing into the same folder: what is
 * younger than a minute stays, and what cannot be removed does.
 */
export async function sweepHalfWritten(paths: readonly string[], nowMs: number): Promise<void> {
  await Promise.all(
    paths.map(async (path) => {
      try {
        if (nowMs - (await stat(path)).mtimeMs > abandonedMs) await rm(path)
      } catch {
        // It is nobody's loss.
      }
    }),
  )
}
