import type { Image } from '../../../shared/model/image.ts'
import {
  type FacetChoice,
  type ImageColumn,
  type ImageFacet,
  type ImageSort,
  imageFacets,
} from '../../../shared/model/image-look.ts'
import { facetValues } from './image-look.ts'

/** An image beside what it is searched and ordered by, made once so that ten thousand can be filtered per key stroke. */
export interface ImageRow {
  readonly image: Image
  readonly haystack: string
  readonly nameKey: string | null
}

export function toRows(images: readonly Image[]): ImageRow[] {
  return images.map((image) => ({
    image,
    haystack: fold([image.name ?? '', image.id, image.status, ...image.tags].join('\n')),
    nameKey: image.name ? orderKey(image.name) : null,
  }))
}

/** Rows in order; what has no value comes last either way, and rows equal in all keep a fixed order by id. */
export function sortRows(rows: readonly ImageRow[], sorts: readonly ImageSort[]): ImageRow[] {
  const valued = rows.map((row) => ({ row, values: sorts.map(({ column }) => sortValue(row, column)) }))
  const signs = sorts.map(({ isDescending }) => (isDescending ? -1 : 1))
  valued.sort((a, b) => {
    for (const [index, sign] of signs.entries()) {
      const order = compare(a.values[index] ?? null, b.values[index] ?? null, sign)
      if (order !== 0) return order
    }
    return a.row.image.id < b.row.image.id ? -1 : 1
  })
  return valued.map(({ row }) => row)
}

function compare(a: string | number | null, b: string | number | null, sign: number): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -sign : sign
}

/** Rows that hold every word of the text and every facet chosen. */
export function filterRows(
  rows: readonly ImageRow[],
  text: string,
  choice: FacetChoice,
): readonly ImageRow[] {
  const words = fold(text).split(/\s+/).filter(Boolean)
  const chosen = imageFacets.flatMap((facet) =>
    choice[facet] === null ? [] : [[facet, choice[facet]] as const],
  )
  if (words.length === 0 && chosen.length === 0) return rows
  return rows.filter(
    ({ image, haystack }) =>
      words.every((word) => haystack.includes(word)) &&
      chosen.every(([facet, value]) => facetValues(image, facet).includes(value)),
  )
}

/** The values a facet takes among these images, with how many have each; the most frequent first. */
export function countFacet(
  images: readonly Image[],
  facet: ImageFacet,
): (readonly [value: string, count: number])[] {
  const counts = new Map<string, number>()
  for (const image of images) {
    for (const value of facetValues(image, facet)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
}

function sortValue({ image, nameKey }: ImageRow, column: ImageColumn): string | number | null {
  switch (column) {
    case 'name':
      return nameKey
    case 'status':
      return image.status
    case 'size':
      return image.sizeBytes
    case 'virtualSize':
      return image.virtualSizeBytes
    case 'format':
      return image.diskFormat
    case 'container':
      return image.containerFormat
    case 'visibility':
      return image.visibility
    case 'updated':
      return timeOf(image.updatedAt)
    case 'created':
      return timeOf(image.createdAt)
    case 'tags':
      return image.tags.length === 0 ? null : image.tags.toSorted().join('\n')
    case 'minDisk':
      return image.minDiskGb
    case 'minRam':
      return image.minRamMb
    case 'owner':
      return image.owner
    case 'protected':
      return image.isProtected ? 0 : 1
    case 'stores':
      return image.stores.length === 0 ? null : image.stores.toSorted().join('\n')
    case 'id':
      return image.id
  }
}

function timeOf(iso: string): number | null {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? null : time
}

// "đĩa gốc" is found by "dia goc": operators do not switch keyboards to search.
function fold(text: string): string {
  const lower = text.toLowerCase()
  if (!beyondAscii.test(lower)) return lower
  return lower.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd')
}

const beyondAscii = /[\u0080-\uffff]/

// "node-9" comes before "node-10". Plain strings are compared ten times faster than by a collator.
function orderKey(name: string): string {
  return fold(name).replaceAll(/\d+/g, (digits) => digits.padStart(20, '0'))
}
