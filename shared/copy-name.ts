/**
 * What the copy of an item is called: `word` after its name, and a number where the folder has that already. The copy of
 * a copy is one more of the same.
 */
export function copyName(name: string, word: string, taken: readonly string[]): string {
  const plain = plainName(name, word)
  const names = new Set(taken.map((other) => other.toLowerCase()))
  for (let number = 1; ; number += 1) {
    const candidate = `${plain} ${word}${number === 1 ? '' : ` ${number}`}`
    if (!names.has(candidate.toLowerCase())) return candidate
  }
}

function plainName(name: string, word: string): string {
  const plain = name.replace(/ \d+$/, '')
  if (name.endsWith(` ${word}`)) return name.slice(0, -word.length - 1)
  return plain.endsWith(` ${word}`) ? plain.slice(0, -word.length - 1) : name
}
