import * as z from 'zod'

import { readPlainYaml } from './plain-yaml.ts'
import { isTooDeep, parseYaml } from './yaml-text.ts'

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

const wanted = new Set(['info.name', 'info.type', 'info.seq', 'http.method', 'http.url'])

/**
 * Reads name, place, method and URL. Ten thousand files are listed before one is opened, so what is written plainly is
 * read line by line; anything else goes through the parser. Throws an error that says what is wrong, and where.
 */
export function summarizeRequest(text: string): RequestSummary {
  return plainSummary(text) ?? parsedSummary(text)
}

/** Null for what only the parser can read, or refuse. */
export function plainSummary(text: string): RequestSummary | null {
  const found = readPlainYaml(text, wanted)
  if (!found || found.get('info.type') !== 'http' || isTooDeep(text)) return null
  const [name, seq] = [found.get('info.name'), found.get('info.seq')]
  const [method, url] = [found.get('http.method'), found.get('http.url')]
  if (typeof name !== 'string' || typeof seq !== 'number') return null
  if (typeof method !== 'string' || typeof url !== 'string') return null
  return { name, seq, method: method.toUpperCase(), url }
}

export function parsedSummary(text: string): RequestSummary {
  const { info, http } = parseYaml(text, head)
  return { name: info.name, seq: info.seq, method: http.method.toUpperCase(), url: http.url }
}
