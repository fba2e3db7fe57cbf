import { shellQuoted } from '../curl/shell-quoted.ts'
import type { TextPart } from './named-text.ts'

/** How a language writes a text that is put together of what is known and of variables of the environment. */
export interface CodeLanguage {
  text(text: string): string
  variable(name: string): string
  readonly plus: string
  /** Around more than one part. */
  readonly around?: readonly [string, string]
}

/** Strings of JSON are strings of these languages, too. */
const quoted = (text: string) => JSON.stringify(text)

export const python: CodeLanguage = {
  text: quoted,
  variable: (name) => `os.environ["${name}"]`,
  plus: ' + ',
}
export const javascript: CodeLanguage = {
  text: quoted,
  variable: (name) => `process.env.${name}`,
  plus: ' + ',
}
export const go: CodeLanguage = { text: quoted, variable: (name) => `os.Getenv("${name}")`, plus: ' + ' }
export const java: CodeLanguage = {
  text: quoted,
  variable: (name) => `System.getenv("${name}")`,
  plus: ' + ',
}
export const ruby: CodeLanguage = {
  text: (text) => quoted(text).replaceAll('#', String.raw`\#`),
  variable: (name) => `ENV.fetch("${name}")`,
  plus: ' + ',
}
export const php: CodeLanguage = {
  text: (text) => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`,
  variable: (name) => `getenv('${name}')`,
  plus: ' . ',
}
export const powershell: CodeLanguage = {
  // It takes the typographic quotes for quotes, too.
  text: (text) => `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`,
  variable: (name) => `$env:${name}`,
  plus: ' + ',
  around: ['(', ')'],
}
export const shell: CodeLanguage = {
  text: (text) => shellQuoted(text),
  variable: (name) => `"$${name}"`,
  plus: '',
}

export function expression(language: CodeLanguage, parts: readonly TextPart[]): string {
  const { text, variable, plus, around = ['', ''] } = language
  if (parts.length === 0) return text('')
  const written = parts.map((part) => ('text' in part ? text(part.text) : variable(part.variable)))
  return written.length === 1 ? written.join('') : around[0] + written.join(plus) + around[1]
}
