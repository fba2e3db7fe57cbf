const longestLine = 20_000

/**
 * Breaks lines that would freeze an editor (a body of 300 kB on one line) into pieces it can bear. For display only:
 * `hasBroken` says when the text is no longer the one that came.
 */
export function softenLines(text: string): { text: string; hasBroken: boolean } {
  const lines = text.split('\n')
  if (lines.every((line) => line.length <= longestLine)) return { text, hasBroken: false }
  return { text: lines.map(breakLine).join('\n'), hasBroken: true }
}

function breakLine(line: string): string {
  if (line.length <= longestLine) return line
  const pieces: string[] = []
  let start = 0
  while (start < line.length) {
    const end = Math.min(start + longestLine, line.length)
    // A surrogate pair stays whole, or both pieces would show a broken character.
    const whole = isHighSurrogate(line.charCodeAt(end - 1)) && end < line.length ? end - 1 : end
    pieces.push(line.slice(start, whole))
    start = whole
  }
  return pieces.join('\n')
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}
