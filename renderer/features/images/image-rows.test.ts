import { expect, test } from 'vitest'

import { imageUnderTest } from '../../../shared/model/image-under-test.ts'
import { noFacets as anything } from './image-look.ts'
import { countFacet, filterRows, type ImageRow, sortRows, toRows } from './image-rows.ts'

test('finds images in which every word occurs, in name, id, status or tags', () => {
  const rows = toRows([
    imageUnderTest({ id: 'a1', name: 'noble-server', tags: ['ubuntu', 'lts'] }),
    imageUnderTest({ id: 'b2', name: 'noble-desktop', tags: ['ubuntu'] }),
    imageUnderTest({ id: 'c3', name: 'trixie', status: 'deactivated' }),
  ])

  expect(idsOf(filterRows(rows, 'NOBLE lts', anything))).toEqual(['a1'])
  expect(idsOf(filterRows(rows, 'deact', anything))).toEqual(['c3'])
  expect(idsOf(filterRows(rows, 'b2', anything))).toEqual(['b2'])
  expect(idsOf(filterRows(rows, 'noble trixie', anything))).toEqual([])
})

test('finds Vietnamese names typed without marks', () => {
  const rows = toRows([
    imageUnderTest({ id: 'a1', name: 'Đĩa gốc' }),
    imageUnderTest({ id: 'b2', name: 'dìa' }),
  ])

  expect(idsOf(filterRows(rows, 'dia goc', anything))).toEqual(['a1'])
})

test('does not find a word across two fields', () => {
  const rows = toRows([imageUnderTest({ id: 'b2', name: 'a' })])

  expect(idsOf(filterRows(rows, 'ab2', anything))).toEqual([])
})

test('narrows by facets and text together', () => {
  const rows = toRows([
    imageUnderTest({ id: 'a1', name: 'one', diskFormat: 'raw', tags: ['x'] }),
    imageUnderTest({ id: 'b2', name: 'one', diskFormat: 'qcow2', tags: ['x'] }),
    imageUnderTest({ id: 'c3', name: 'two', diskFormat: null, tags: ['x', 'y'] }),
  ])

  expect(idsOf(filterRows(rows, 'one', { ...anything, format: 'qcow2', tag: 'x' }))).toEqual(['b2'])
  expect(idsOf(filterRows(rows, '', { ...anything, tag: 'y' }))).toEqual(['c3'])
})

test('gives back the same rows when nothing narrows them, so that nothing is drawn again', () => {
  const rows = toRows([imageUnderTest({ id: 'a1' })])

  expect(filterRows(rows, '  ', anything)).toBe(rows)
})

test('orders names as people do: by number, not by digit, case ignored', () => {
  const rows = toRows([
    imageUnderTest({ id: 'a1', name: 'Node-10' }),
    imageUnderTest({ id: 'b2', name: 'node-9' }),
    imageUnderTest({ id: 'c3', name: 'alpha' }),
  ])

  expect(idsOf(sortRows(rows, [{ column: 'name', isDescending: false }]))).toEqual(['c3', 'b2', 'a1'])
})

test('keeps what has no value at the end in both directions', () => {
  const rows = toRows([
    imageUnderTest({ id: 'a1', sizeBytes: null }),
    imageUnderTest({ id: 'b2', sizeBytes: 5 }),
    imageUnderTest({ id: 'c3', sizeBytes: 7 }),
  ])

  expect(idsOf(sortRows(rows, [{ column: 'size', isDescending: false }]))).toEqual(['b2', 'c3', 'a1'])
  expect(idsOf(sortRows(rows, [{ column: 'size', isDescending: true }]))).toEqual(['c3', 'b2', 'a1'])
})

test('keeps equal rows in one order, whichever way they came', () => {
  const [a, b] = [
    imageUnderTest({ id: 'a1', status: 'active' }),
    imageUnderTest({ id: 'b2', status: 'active' }),
  ]
  const byStatus = [{ column: 'status', isDescending: false }] as const

  expect(idsOf(sortRows(toRows([b, a]), byStatus))).toEqual(['a1', 'b2'])
  expect(idsOf(sortRows(toRows([a, b]), byStatus))).toEqual(['a1', 'b2'])
})

test('orders by a second key where the first is equal', () => {
  const rows = toRows([
    imageUnderTest({ id: 'a1', status: 'active', sizeBytes: 1 }),
    imageUnderTest({ id: 'b2', status: 'queued', sizeBytes: 2 }),
    imageUnderTest({ id: 'c3', status: 'active', sizeBytes: 3 }),
  ])

  const sorted = sortRows(rows, [
    { column: 'status', isDescending: false },
    { column: 'size', isDescending: true },
  ])

  expect(idsOf(sorted)).toEqual(['c3', 'a1', 'b2'])
})

test('counts the values of a facet, the most frequent first', () => {
  const images = [
    imageUnderTest({ tags: ['x', 'y'] }),
    imageUnderTest({ tags: ['y'] }),
    imageUnderTest({ tags: [] }),
  ]

  expect(countFacet(images, 'tag')).toEqual([
    ['y', 2],
    ['x', 1],
  ])
})

function idsOf(rows: readonly ImageRow[]): string[] {
  return rows.map(({ image }) => image.id)
}
