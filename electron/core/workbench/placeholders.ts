import { endOfQuoted } from '../history/scan-json.ts'

const placeholder = /\{\{(\$?[A-Za-z_][\w.-]*)\}\}/g

/** The names that a text uses, each once, in the order of their first use. */
export function namesIn(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => [...text.matchAll(placeholder)].map(([, name = '']) => name))
  return [...new Set(found)]
}

/**
 * Puts values in place of `{{name}}`, once: a value is never looked into. A name without a value, and `{{` that
 * begins no name, stay as they are.
 */
export function fill(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(placeholder, (whole, name: string) => values.get(name) ?? whole)
}

/** How long `fill` makes a text, without making it. */
export function filledLength(text: string, values: ReadonlyMap<string, string>): number {
  const growth = [...text.matchAll(placeholder)].map(
    ([whole, name = '']) => (values.get(name)?.length ?? whole.length) - whole.length,
  )
  return growth.reduce((length, by) => length + by, text.length)
}

/** As `fill`, for a JSON text: inside a string a value is escaped, so that a quote in a password cannot end it. */
export function fillJson(text: string, values: ReadonlyMap<string, string>): string {
  const escaped = new Map([...values].map(([name, value]) => [name, jsonEscaped(value)]))
  const parts: string[] = []
  let at = 0
  for (let quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', at)) {
    const end = endOfQuoted(text, quote) ?? text.length
    parts.push(fill(text.slice(at, quote), values), fill(text.slice(quote, end), escaped))
    at = end
  }
  return parts.join('') + fill(text.slice(at), values)
}

/** A value as it stands between the quotes of a JSON string. */
export function jsonEscaped(value: string): string {
  return JSON.stringify(value).slice(1, -1)
}
