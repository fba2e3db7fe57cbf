/** Counts wrong guesses of one secret, so that nobody gets to make many. */
export interface Guesses {
  /** Whether the next guess is to be refused unread. */
  areTooMany(): boolean
  wrong(): void
}

export function createGuesses({ most, withinMs }: { most: number; withinMs: number }): Guesses {
  let times: number[] = []
  return {
    areTooMany() {
      times = times.filter((timeMs) => Date.now() - timeMs < withinMs)
      return times.length >= most
    },
    wrong: () => void times.push(Date.now()),
  }
}
