const indentWidth = 2
// Beyond this depth lines stay at the same margin, or a body of brackets would grow with the square of its size.
const deepestIndent = 32

/**
 * Lays JSON text out in lines by moving nothing but its whitespace: numbers beyond 2^53, escapes, repeated keys and
 * order stay as they came. Works on text that is cut off or is not quite JSON, because it never parses.
 */
export function reindentJson(text: string): string {
  const out: string[] = []
  let depth = 0
  let previous: Token | null = null

  for (const token of tokens(text)) {
    if (token.kind === 'close') {
      depth = Math.max(0, depth - 1)
      if (previous?.kind !== 'open') out.push(newLine(depth))
    } else if (needsNewLine(previous, token)) out.push(newLine(depth))
    else if (previous?.kind === 'colon') out.push(' ')

    out.push(token.text)
    if (token.kind === 'open') depth += 1
    previous = token
  }
  return out.join('')
}

interface Token {
  readonly kind: 'open' | 'close' | 'comma' | 'colon' | 'value'
  readonly text: string
}

// Two values without a comma are two documents, one a line (NDJSON), and must not grow together.
function needsNewLine(previous: Token | null, { kind }: Token): boolean {
  if (previous === null || kind === 'comma' || kind === 'colon') return false
  return previous.kind !== 'colon'
}

function newLine(depth: number): string {
  return `\n${' '.repeat(indentWidth * Math.min(depth, deepestIndent))}`
}

const kinds: Readonly<Record<string, Token['kind']>> = {
  '{': 'open',
  '[': 'open',
  '}': 'close',
  ']': 'close',
  ',': 'comma',
  ':': 'colon',
}

function* tokens(text: string): Generator<Token, void> {
  // A string to its closing quote or the end of the text, one mark, or a run of anything else but whitespace.
  const pattern = /"(?:[^"\\]|\\[^])*(?:"|\\?$)|[{}[\],:]|[^\s"{}[\],:]+/g
  for (const [token] of text.matchAll(pattern)) yield { kind: kinds[token] ?? 'value', text: token }
}
