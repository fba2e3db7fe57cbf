import { expect, test } from 'vitest'

import type { Image } from '../../../shared/model/image.ts'
import { countFacet, type FacetChoice, filterRows, type ImageRow, sortRows, toRows } from './image-rows.ts'

const anything: FacetChoice = { status: null, visibility: null, format: null, tag: null }

test('finds images in which every word occurs, in name, id, status or tags', () => {
  const rows = toRows([
    imageOf({ id: 'a1', name: 'noble-server', tags: ['ubuntu', 'lts'] }),
    imageOf({ id: 'b2', name: 'noble-desktop', tags: ['ubuntu'] }),
    imageOf({ id: 'c3', name: 'trixie', status: 'deactivated' }),
  ])

  expect(idsOf(filterRows(rows, 'NOBLE lts', anything))).toEqual(['a1'])
  expect(idsOf(filterRows(rows, 'deact', anything))).toEqual(['c3'])
  expect(idsOf(filterRows(rows, 'b2', anything))).toEqual(['b2'])
  expect(idsOf(filterRows(rows, 'noble trixie', anything))).toEqual([])
})

test('finds Vietnamese names typed without marks', () => {
  const rows = toRows([imageOf({ id: 'a1', name: 'Đĩa gốc' }), imageOf({ id: 'b2', name: 'dìa' })])

  expect(idsOf(filterRows(rows, 'dia goc', anything))).toEqual(['a1'])
})

test('does not find a word across two fields', () => {
  const rows = toRows([imageOf({ id: 'b2', name: 'a' })])

  expect(idsOf(filterRows(rows, 'ab2', anything))).toEqual([])
})

test('narrows by facets and text together', () => {
  const rows = toRows([
    imageOf({ id: 'a1', name: 'one', diskFormat: 'raw', tags: ['x'] }),
    imageOf({ id: 'b2', name: 'one', diskFormat: 'qcow2', tags: ['x'] }),
    imageOf({ id: 'c3', name: 'two', diskFormat: null, tags: ['x', 'y'] }),
  ])

  expect(idsOf(filterRows(rows, 'one', { ...anything, format: 'qcow2', tag: 'x' }))).toEqual(['b2'])
  expect(idsOf(filterRows(rows, '', { ...anything, tag: 'y' }))).toEqual(['c3'])
})

test('gives back the same rows when nothing narrows them, so that nothing is drawn again', () => {
  const rows = toRows([imageOf({ id: 'a1' })])

  expect(filterRows(rows, '  ', anything)).toBe(rows)
})

test('orders names as people do: by number, not by digit, case ignored', () => {
  const rows = toRows([
    imageOf({ id: 'a1', name: 'Node-10' }),
    imageOf({ id: 'b2', name: 'node-9' }),
    imageOf({ id: 'c3', name: 'alpha' }),
  ])

  expect(idsOf(sortRows(rows, { column: 'name', isDescending: false }))).toEqual(['c3', 'b2', 'a1'])
})

test('keeps what has no value at the end in both directions', () => {
  const rows = toRows([
    imageOf({ id: 'a1', sizeBytes: null }),
    imageOf({ id: 'b2', sizeBytes: 5 }),
    imageOf({ id: 'c3', sizeBytes: 7 }),
  ])

  expect(idsOf(sortRows(rows, { column: 'size', isDescending: false }))).toEqual(['b2', 'c3', 'a1'])
  expect(idsOf(sortRows(rows, { column: 'size', isDescending: true }))).toEqual(['c3', 'b2', 'a1'])
})

test('keeps equal rows in one order, whichever way they came', () => {
  const [a, b] = [imageOf({ id: 'a1', status: 'active' }), imageOf({ id: 'b2', status: 'active' })]
  const byStatus = { column: 'status', isDescending: false } as const

  expect(idsOf(sortRows(toRows([b, a]), byStatus))).toEqual(['a1', 'b2'])
  expect(idsOf(sortRows(toRows([a, b]), byStatus))).toEqual(['a1', 'b2'])
})

test('counts the values of a facet, the most frequent first', () => {
  const images = [imageOf({ tags: ['x', 'y'] }), imageOf({ tags: ['y'] }), imageOf({ tags: [] })]

  expect(countFacet(images, 'tag')).toEqual([
    ['y', 2],
    ['x', 1],
  ])
})

function idsOf(rows: readonly ImageRow[]): string[] {
  return rows.map(({ image }) => image.id)
}

function imageOf(changes: Partial<Image>): Image {
  return {
    id: 'a1',
    name: 'image',
    status: 'active',
    visibility: 'private',
    sizeBytes: 1,
    virtualSizeBytes: null,
    diskFormat: 'raw',
    containerFormat: 'bare',
    minDiskGb: 0,
    minRamMb: 0,
    isProtected: false,
    isHidden: false,
    owner: null,
    tags: [],
    checksum: null,
    osHashAlgo: null,
    osHashValue: null,
    createdAt: '2026-11-23T14:23:32Z',
    updatedAt: '2026-11-23T14:23:32Z',
    stores: [],
    properties: {},
    ...changes,
  }
}
