import { expect, test } from 'vitest'

import { copyName } from './copy-name.ts'

test('calls a copy by its word, and numbers those after the first', () => {
  expect(copyName('Show', 'copy', ['Show'])).toBe('Show copy')
  expect(copyName('Show', 'copy', ['Show', 'show COPY'])).toBe('Show copy 2')
})

test('makes of a copy one more of the same', () => {
  expect(copyName('Show copy', 'copy', ['Show', 'Show copy'])).toBe('Show copy 2')
  expect(copyName('Show copy 2', 'copy', ['Show copy', 'Show copy 2'])).toBe('Show copy 3')
})

test('keeps a number that belongs to the name', () => {
  expect(copyName('Image 2', 'bản sao', [])).toBe('Image 2 bản sao')
})
