import type { LightRow } from './light-row.ts'

/** Where a record stands in the log: `at` goes on counting when the log's beginning is dropped. */
export interface Place {
  readonly at: number
  readonly bytes: number
}

/** A line of the log. */
export interface IndexedLine {
  readonly row: LightRow
  readonly bytes: number
}

/** One line of the index for one line of the log. An array, not an object: there are a hundred thousand of them. */
export function indexLine(row: LightRow, bytes: number): string {
  const { id, startedAtMs, cloudId, imageId, method, url, finalUrl } = row
  const { status, statusText, requestId, hasProblem } = row
  const head = [bytes, id, startedAtMs, cloudId, imageId, method, url, finalUrl]
  return `${JSON.stringify([...head, status, statusText, requestId, hasProblem])}\n`
}

/** The lines of an index, or null if it is damaged: it can be made again from the log. */
export function parseIndex(text: string): IndexedLine[] | null {
  // Parsed as one array: a parse for each line takes twice as long.
  const body = text.trimEnd().replaceAll('\n', ',')
  let lines: unknown
  try {
    lines = JSON.parse(`[${body}]`)
  } catch {
    return null
  }
  const indexed = Array.isArray(lines) ? lines.map(lineOf) : []
  return indexed.every((line) => line !== null) ? indexed : null
}

function lineOf(line: unknown): IndexedLine | null {
  if (!Array.isArray(line) || !isCount(line[0])) return null
  const bytes = line[0]
  // By place, not by a pattern, which takes three times as long.
  const row = {
    id: line[1] as unknown,
    startedAtMs: line[2] as unknown,
    cloudId: line[3] as unknown,
    imageId: line[4] as unknown,
    method: line[5] as unknown,
    url: line[6] as unknown,
    finalUrl: line[7] as unknown,
    status: line[8] as unknown,
    statusText: line[9] as unknown,
    requestId: line[10] as unknown,
    hasProblem: line[11] as unknown,
  }
  return isLightRow(row) ? { row, bytes } : null
}

function isLightRow(row: { readonly [Key in keyof LightRow]: unknown }): row is LightRow {
  return (
    typeof row.id === 'string' &&
    isCount(row.startedAtMs) &&
    isTextOrNull(row.cloudId) &&
    isTextOrNull(row.imageId) &&
    typeof row.method === 'string' &&
    typeof row.url === 'string' &&
    isTextOrNull(row.finalUrl) &&
    (row.status === null || isCount(row.status)) &&
    typeof row.statusText === 'string' &&
    isTextOrNull(row.requestId) &&
    typeof row.hasProblem === 'boolean'
  )
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value)
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string'
}
