import { expect, test } from 'vitest'

import { findJsonFault } from './find-json-fault.ts'

test('finds nothing wrong with JSON, with no text, and with names for values', () => {
  expect(findJsonFault('')).toBeNull()
  expect(findJsonFault('{"size": 12345678901234567890}')).toBeNull()
  expect(findJsonFault('{"id": {{image_id}}, "name": "{{$uuid}}-x"}')).toBeNull()
})

test('names the line and column where it stops being JSON', () => {
  expect(findJsonFault('{\n  "a": {{name}},\n  b: 2\n}')).toEqual({ line: 3, column: 3 })
  expect(findJsonFault('{\n  "a": 1')).toEqual({ line: 2, column: 9 })
})
