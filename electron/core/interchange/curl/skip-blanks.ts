/** Between words, on one line. */
export const blank = /[ \t\r]/

/** Blanks, comments and joined lines. `joinedLineAt`: the offset after the end of a line that is none, or the same. */
export function skipBlanks(
  source: string,
  joinedLineAt: (source: string, at: number) => number,
  from: number,
): number {
  let at = from
  for (;;) {
    const joined = joinedLineAt(source, at)
    if (joined > at) at = joined
    else if (blank.test(source[at] ?? '')) at += 1
    else if (source[at] === '#') while (at < source.length && source[at] !== '\n') at += 1
    else return at
  }
}
