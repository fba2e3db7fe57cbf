/** The JSON path (RFC 9535) of a member of what lies at `path`. */
export function childPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}['${escapeName(key)}']`
}

// What a name in single quotes may not hold as it is: section 2.3.1.1.
function escapeName(name: string): string {
  return name.replace(/[\\']/g, '\\$&').replace(/\p{Cc}/gu, (character) => {
    const code = character.charCodeAt(0)
    return shortEscapes[code] ?? `\\u${code.toString(16).padStart(4, '0')}`
  })
}

const shortEscapes: Readonly<Record<number, string>> = {
  8: '\\b',
  9: '\\t',
  10: '\\n',
  12: '\\f',
  13: '\\r',
}
