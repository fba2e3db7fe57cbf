import { looksLikeJson } from '../../../lib/looks-like-json.ts'
import { imageTypes } from './preview.tsx'

export const pdfType = 'application/pdf'

export type BodyViewName = 'pretty' | 'raw' | 'tree' | 'table' | 'filter' | 'preview' | 'hex'

/** The ways in which a body can be looked at, the best one first. `text` is its beginning; null when it is no text. */
export function viewsOf(text: string | null, type: string, canBeRead: boolean): BodyViewName[] {
  const isPreviewed = imageTypes.has(type) || type === pdfType
  const preview: BodyViewName[] = isPreviewed ? ['preview'] : []
  if (text === null) return [...preview, 'hex']
  if (!canBeRead) return ['raw', 'hex']
  if (looksLikeJson(text)) return ['pretty', 'raw', 'tree', 'table', 'filter', 'hex']
  if (type === 'text/html') return ['raw', 'preview', 'hex']
  return [...preview, 'raw', 'hex']
}
