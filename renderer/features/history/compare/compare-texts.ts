import { diffLines } from 'diff'

export interface ComparedLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Longer than this nobody waits, and what differs so much is better seen side by side. */
const mostMs = 2_000

/** What has to go from one text and come to make it the other, line by line; null when that takes too long. */
export function compareTexts(before: string, after: string): ComparedLine[] | null {
  const changes = diffLines(ended(before), ended(after), { timeout: mostMs })
  if (!changes) return null
  return changes.flatMap(({ added, removed, value }) => {
    const kind = added ? 'added' : removed ? 'removed' : 'same'
    return value
      .slice(0, -1)
      .split('\n')
      .map((text) => ({ kind, text }) as const)
  })
}

/** A last line without its end would differ from the same one with it. */
function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
