import { expect, test } from 'vitest'

import { markAll, markRange, nothingSelected, selectOne, toggleMark } from './selection.ts'

const shown = ['a', 'b', 'c', 'd']

test('the image that was alone under the cursor counts as the first of many', () => {
  const { selectedId, markedIds } = toggleMark(selectOne('a'), 'c')

  expect([...markedIds]).toEqual(['a', 'c'])
  expect(selectedId).toBe('c')
})

test('marking again takes the mark away', () => {
  expect([...toggleMark(toggleMark(selectOne('a'), 'c'), 'a').markedIds]).toEqual(['c'])
})

test('a range grows and shrinks from where it began', () => {
  const grown = markRange(selectOne('b'), 'd', shown)
  const turned = markRange(grown, 'a', shown)

  expect([...grown.markedIds]).toEqual(['b', 'c', 'd'])
  expect([...turned.markedIds]).toEqual(['a', 'b'])
})

test('a range whose beginning is filtered out is one image', () => {
  expect(markRange(selectOne('gone'), 'b', shown)).toEqual(selectOne('b'))
})

test('marks all that is shown', () => {
  expect(markAll(nothingSelected, shown)).toMatchObject({ selectedId: 'a', markedIds: new Set(shown) })
})
