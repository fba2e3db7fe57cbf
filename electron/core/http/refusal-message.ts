import { STATUS_CODES } from 'node:http'

import * as z from 'zod'

import { type Answer, headerValue } from './collect-answer.ts'

/** What a service gave as its reason, fit for one line on screen, and the id its log knows the exchange by. */
export interface Refusal {
  readonly message: string
  readonly requestId: string | null
}

/**
 * Reads the reason out of an answer that is not a success: Keystone's JSON, Glance's text or HTML inside JSON, the
 * page of a proxy between, or nothing at all. Always one line of at most 500 characters, without markup.
 */
export function readRefusal(answer: Answer): Refusal {
  const requestId = headerValue(answer.headers, 'x-openstack-request-id')?.trim()
  return { message: readMessage(answer), requestId: requestId || null }
}

const longestMessage = 500
/** Enough for any page that a proxy writes, and little enough for patterns to run over. */
const longestPage = 65_536

const errorJson = z.union([
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ error: z.string() }).transform(({ error }) => error),
])

function readMessage(answer: Answer): string {
  const text = readJson(answer.text) ?? answer.text
  const page = withoutDump(text.slice(0, longestPage))
  const message = oneLine(/<[a-z!/]/i.test(page) ? readHtml(page) : withoutStatusLine(page))
  return message || STATUS_CODES[answer.status] || oneLine(answer.statusText) || `status ${answer.status}`
}

function readJson(text: string): string | null {
  if (!text.trimStart().startsWith('{')) return null
  try {
    return errorJson.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** A failed schema check is followed by the schema and the request itself: in Keystone's case, password included. */
function withoutDump(text: string): string {
  return text.replace(/\s(Failed validating '|On instance\b)[\s\S]*$/, '')
}

/** WebOb's plain form starts with the status line, which is shown beside the message anyway. */
function withoutStatusLine(text: string): string {
  return text.replace(/^\s*\d{3} [^\n]*\n/, '')
}

/** The words below the heading; the heading itself where a page has little else, as the pages of nginx do. */
function readHtml(page: string): string {
  const heading = textOf(/<(h1|title)\b[^<>]*>([^<]*)</i.exec(page)?.[2] ?? '')
  const body = page
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<(head|script|style|h1)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
  const rest = textOf(body)
  if (rest.includes(' ') || heading === '') return rest
  const reason = heading.replace(/^\d{3} /, '')
  return rest === '' ? reason : `${reason} (${rest})`
}

function textOf(html: string): string {
  const text = html
    .replace(/<[a-z!/][^<>]*>/gi, ' ')
    .replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w{2,6}));/gi, (entity, decimal, hex, name) => {
      if (decimal || hex) return fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16))
      return entities.get(name.toLowerCase()) ?? entity
    })
  return oneLine(text)
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
])

function fromCodePoint(code: number): string {
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ' '
}

/** Drops what could reorder, hide or break a line: control, format and unpaired surrogate characters. */
function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/\p{C}/gu, '').trim()
  const characters = Array.from(line.slice(0, longestMessage * 2 + 2))
  if (characters.length <= longestMessage) return characters.join('')
  return `${characters
    .slice(0, longestMessage - 1)
    .join('')
    .trimEnd()}…`
}
