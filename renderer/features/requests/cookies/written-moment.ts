/** A moment as a field of `datetime-local` has it: local time, to the second. */
export function writtenMoment(time: number): string {
  const local = time - new Date(time).getTimezoneOffset() * 60_000
  return new Date(local).toISOString().slice(0, 19)
}

/** Null for a field that is empty, or not finished yet. */
export function momentOf(written: string): number | null {
  // Date.parse by itself guesses at what is half written.
  if (!localMoment.test(written)) return null
  const time = Date.parse(written)
  return Number.isNaN(time) ? null : time
}

const localMoment = /^\d{4,}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/
