/** A block of a .bru file: pairs in braces, or text, or a list in brackets. */
export interface BruBlock {
  readonly name: string
  readonly pairs: readonly { name: string; value: string; isEnabled: boolean }[]
  readonly text: string
}

/** Blocks whose content is text and no pairs. */
const textBlocks = /^(?:body(?::(?!form-urlencoded|multipart-form|file).*)?|script:.*|tests|docs|example.*)$/

/**
 * Reads the blocks of Bruno's own language. A block begins with its name and a brace at the start of a line and ends
 * with a brace at the start of a line. Lines that are neither are passed over.
 */
export function parseBru(source: string): BruBlock[] {
  const blocks: BruBlock[] = []
  const lines = source.split(/\r?\n/)
  for (let at = 0; at < lines.length; at += 1) {
    const [, name, opening] = /^([\w:-]+)\s*([{[])\s*$/.exec(lines[at] ?? '') ?? []
    if (name === undefined) continue
    const closing = opening === '{' ? '}' : ']'
    let end = at + 1
    while (end < lines.length && !(lines[end] ?? '').startsWith(closing)) end += 1
    const inner = lines.slice(at + 1, end)
    const isText = opening === '{' && textBlocks.test(name)
    blocks.push({
      name,
      text: isText ? inner.map((line) => line.replace(/^ {1,2}/, '')).join('\n') : '',
      pairs: isText ? [] : opening === '{' ? pairsOf(inner) : listOf(inner),
    })
    at = end
  }
  return blocks
}

/** `name: value`, `~name: value` for one that is switched off; a value between `'''` has lines of its own. */
function pairsOf(lines: readonly string[]) {
  const pairs: { name: string; value: string; isEnabled: boolean }[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const [, off, quoted, bare, first = ''] =
      /^\s*(~?)(?:"((?:[^"\\]|\\.)*)"|([^:]*)):\s?(.*)$/.exec(lines[at] ?? '') ?? []
    if (off === undefined) continue
    const name = (quoted ?? bare ?? '').trim()
    let value = first.trim()
    if (value.startsWith("'''")) {
      const rest = [value.slice(3)]
      while (!rest.at(-1)?.trimEnd().endsWith("'''") && at + 1 < lines.length) rest.push(lines[++at] ?? '')
      value = rest
        .join('\n')
        .replace(/'''\s*$/, '')
        .replace(/^\n/, '')
        .replaceAll(/^ {4}/gm, '')
        .trimEnd()
    }
    pairs.push({ name, value, isEnabled: off === '' })
  }
  return pairs
}

function listOf(lines: readonly string[]) {
  const names = lines.map((line) => line.trim().replace(/,$/, '')).filter((line) => line !== '')
  return names.map((line) => ({ name: line.replace(/^~/, ''), value: '', isEnabled: !line.startsWith('~') }))
}
