import { AppError } from '../../../shared/errors.ts'
import type { LightRow } from './light-row.ts'

export type Test = (row: LightRow) => boolean

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * What one search box asks for: words that are all found in method, URL, status or request id, and fields such as
 * `status:404`, `status:4xx`, `status:failed`, `method:get`, `host:glance`, `id:req-1`, `since:2h`, `until:2026-11-24`
 * (days are this machine's, and are meant whole). Throws HISTORY_SEARCH_UNCLEAR for a field whose value says nothing.
 */
export function readSearch(text: string, nowMs: number): Test {
  const terms = text.toLowerCase().split(/\s+/).filter(Boolean)
  const tests = terms.map((term) => fieldTest(term, nowMs) ?? wordTest(term))
  return (record) => tests.every((test) => test(record))
}

/** Null for a term that is no field: a URL has colons, too. */
function fieldTest(term: string, nowMs: number): Test | null {
  const [, field = '', value = ''] = /^([a-z]+):(.*)$/.exec(term) ?? []
  const read = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (!read) return null
  // A value that is still to be typed narrows nothing.
  if (value === '') return () => true
  const test = read(value, nowMs)
  if (!test) throw new AppError('HISTORY_SEARCH_UNCLEAR', { term })
  return test
}

const fields: Readonly<Record<string, (value: string, nowMs: number) => Test | null>> = {
  status: statusTest,
  method: (value) => (record) => record.method.toLowerCase() === value,
  host: (value) => (record) => hostOf(record.finalUrl ?? record.url).includes(value),
  id: (value) => (record) => (record.requestId ?? '').toLowerCase().includes(value),
  since: (value, nowMs) => {
    const time = timeOf(value, nowMs)
    return time && ((record) => record.startedAtMs >= time.fromMs)
  },
  until: (value, nowMs) => {
    const time = timeOf(value, nowMs)
    return time && ((record) => record.startedAtMs <= time.toMs)
  },
}

function wordTest(word: string): Test {
  return ({ method, url, status, statusText, requestId }) =>
    [method, url, status ?? '', statusText, requestId ?? ''].join(' ').toLowerCase().includes(word)
}

function statusTest(value: string): Test | null {
  if (value === 'failed') return ({ status, hasProblem }) => status === null && hasProblem
  if (!/^[1-5](?:\d{0,2}|x|xx|\dx)$/.test(value)) return null
  const start = value.replaceAll('x', '')
  return ({ status }) => status !== null && String(status).startsWith(start)
}

/** A span: a moment ago as `30m`, `2h` or `7d`, or a whole day. */
function timeOf(value: string, nowMs: number): { fromMs: number; toMs: number } | null {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(value) ?? []
  if (count !== undefined) {
    const atMs = nowMs - Number(count) * (unitMs[unit] ?? 0)
    return { fromMs: atMs, toMs: atMs }
  }
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return null
  const from = new Date(year, month - 1, day)
  if (from.getMonth() !== month - 1 || from.getDate() !== day) return null
  return { fromMs: from.getTime(), toMs: new Date(year, month - 1, day + 1).getTime() - 1 }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}
