/** Bytes that may wait in the system's cache before the disk is asked to take them. */
const flushEveryBytes = 64 * 1024 * 1024
/** Others write to the same disk meanwhile. */
const checkSpaceEveryBytes = 256 * 1024 * 1024

export type PartProgress = ReturnType<typeof createPartProgress>

/** How far a file goes without a gap, while pieces of it are written in any order, and how much of that is safe. */
export function createPartProgress(savedAtStart: number) {
  const underWay = new Set<{ position: number }>()
  let saved = savedAtStart
  let end = savedAtStart
  let unflushedBytes = 0
  let uncheckedBytes = 0

  return {
    savedBytes: () => saved,
    contiguousBytes: () => Math.min(end, ...Array.from(underWay, ({ position }) => position)),
    saved: (bytes: number) => void (saved = bytes),
    /** The file ends there now, and nothing is under way any more. */
    cut(bytes: number) {
      underWay.clear()
      saved = Math.min(saved, bytes)
      end = bytes
    },
    /** The answer is called when the piece is written, with how much of it took room. */
    begin(position: number, length: number) {
      const piece = { position }
      underWay.add(piece)
      end = Math.max(end, position + length)
      return (wroteBytes: number) => {
        underWay.delete(piece)
        unflushedBytes += length
        uncheckedBytes += wroteBytes
        const due = {
          flush: unflushedBytes >= flushEveryBytes,
          spaceCheck: uncheckedBytes >= checkSpaceEveryBytes,
        }
        if (due.flush) unflushedBytes = 0
        if (due.spaceCheck) uncheckedBytes = 0
        return due
      }
    },
  }
}
