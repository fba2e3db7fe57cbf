/** A moment as a field of `datetime-local` has it: local time, to the second. */
export function writtenMoment(time: number): string {
  const local = time - new Date(time).getTimezoneOffset() * 60_000
  return new Date(local).toISOString().slice(0, 19)
}

/** Null for a field that is empty, or not finished yet. */
export function momentOf(written: string): number | null {
  const time = Date.parse(written)
  return Number.isNaN(time) ? null : time
}
