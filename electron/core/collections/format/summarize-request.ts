import * as z from 'zod'

import { parseYaml } from './yaml-text.ts'

/** What a list shows of a request. */
export interface RequestSummary {
  readonly name: string
  readonly seq: number
  readonly method: string
  readonly url: string
}

const head = z.object({
  info: z.object({ name: z.string(), type: z.literal('http'), seq: z.number().default(1) }),
  http: z.object({ method: z.string().default('GET'), url: z.string().default('') }),
})

/**
 * Reads name, place, method and URL. Ten thousand files are listed before one is opened, so what is written plainly is
 * read line by line; anything else goes through the parser. Throws an error that says what is wrong, and where.
 */
export function summarizeRequest(text: string): RequestSummary {
  const plain = plainSummary(text)
  if (plain) return plain
  const { info, http } = parseYaml(text, head)
  return { name: info.name, seq: info.seq, method: http.method.toUpperCase(), url: http.url }
}

function plainSummary(text: string): RequestSummary | null {
  const info = block(text, 'info')
  const http = block(text, 'http')
  if (!info || !http) return null
  const [name, type, url] = [scalarOf(info, 'name'), scalarOf(info, 'type'), scalarOf(http, 'url')]
  const method = scalarOf(http, 'method')
  const seq = /^ +seq: (\d+)$/m.exec(info)?.[1]
  if (name === null || type !== 'http' || url === null || method === null || seq === undefined) return null
  return { name, seq: Number(seq), method: method.toUpperCase(), url }
}

const line = {
  name: /^ {1,4}name: (.+)$/m,
  type: /^ {1,4}type: (.+)$/m,
  method: /^ {1,4}method: (.+)$/m,
  url: /^ {1,4}url: (.+)$/m,
}

/** The indented lines under a key that stands alone. */
function block(text: string, key: string): string | null {
  const start = text.startsWith(`${key}:\n`) ? 0 : text.indexOf(`\n${key}:\n`) + 1
  if (start === 0 && !text.startsWith(`${key}:\n`)) return null
  const from = start + key.length + 2
  const end = text.slice(from).search(/^[^ \n]/m)
  return end < 0 ? text.slice(from) : text.slice(from, from + end)
}

/** A scalar on one line, plain or in quotes without escapes; null for anything more. */
function scalarOf(lines: string, key: keyof typeof line): string | null {
  const written = line[key].exec(lines)?.[1]?.trimEnd()
  if (written === undefined) return null
  const [, quoted] = /^"([^"\\]*)"$/.exec(written) ?? /^'([^']*)'$/.exec(written) ?? []
  if (quoted !== undefined) return quoted
  const isPlain = /^[A-Za-z/][^\n]*$/.test(written) && !/: |\s#|:$/.test(written)
  return isPlain && !/^(?:null|true|false|yes|no|on|off)$/i.test(written) ? written : null
}
