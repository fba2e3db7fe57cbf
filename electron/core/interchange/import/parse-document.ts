import { parseDocument as parseYaml } from 'yaml'

import { opensMore } from '../../collections/format/yaml-text.ts'
import { formatBytes } from '../../../../shared/format-bytes.ts'

/** Larger ones would hold the process up for more than a second. */
export const largestJsonBytes = 48 * 1024 * 1024
const largestYamlBytes = 512 * 1024
const mostRequests = 20_000
const deepestYaml = 200

export type Parsed =
  | { kind: 'data'; data: unknown }
  | { kind: 'too-large'; largest: string }
  | { kind: 'broken'; detail: string }

/** JSON by its first character, else YAML. What aliases of YAML would blow up is refused. */
export function parseDocument(text: string): Parsed {
  const isJson = /^\s*[[{]/.test(text)
  const largestBytes = isJson ? largestJsonBytes : largestYamlBytes
  if (text.length > largestBytes) return { kind: 'too-large', largest: formatBytes(largestBytes) }
  if (holdsMore(text, '"url"', mostRequests)) return { kind: 'too-large', largest: `${mostRequests} URLs` }
  if (!isJson && isDeep(text)) return { kind: 'broken', detail: 'nested too deeply' }
  try {
    return { kind: 'data', data: isJson ? JSON.parse(text) : yamlOf(text) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'broken', detail: detailOf(message) }
  }
}

function holdsMore(text: string, piece: string, most: number): boolean {
  let count = 0
  for (let at = text.indexOf(piece); at >= 0 && count <= most; at = text.indexOf(piece, at + 1)) count += 1
  return count > most
}

/** Brackets that are open at once, and indentation: what a parser that calls itself would drown in. */
function isDeep(text: string): boolean {
  return opensMore(text, deepestYaml) || /^[ \t?:-]{400,}/m.test(text)
}

/** Through JSON, so that nothing in it refers to itself and a key is never more than a key. */
function yamlOf(text: string): unknown {
  const document = parseYaml(text, { uniqueKeys: false, logLevel: 'silent' })
  const [error] = document.errors
  if (error) throw error
  const json = JSON.stringify(document.toJS({ maxAliasCount: 50 })) as string | undefined
  return json === undefined ? null : JSON.parse(json)
}

/** Where it broke, without what stands there: that may be a secret. */
function detailOf(message: string): string {
  const [line = ''] = message.split('\n')
  const place = /(?:at position \d+|\(line \d+ column \d+\)|at line \d+, column \d+)/.exec(line)?.[0]
  const what = line.replace(/(?:, )?["'`].*$/s, '').replace(/ (?:in JSON )?at (?:position|line).*$/s, '')
  return place === undefined ? what : `${what} ${place}`
}
