import { compile, query } from 'json-p3'
import { expect, test } from 'vitest'

import { childPath } from './child-path.ts'

test('writes a plain name with a dot, a place in brackets', () => {
  expect(childPath('$', 'images')).toBe('$.images')
  expect(childPath('$.images', 12)).toBe('$.images[12]')
})

test.each(['os-type', "it's", 'a\\b', 'new\nline', '', 'tên'])('leads back to a member called %j', (name) => {
  const path = childPath('$', name)

  expect(() => compile(path)).not.toThrow()
  expect(query(path, { [name]: 'found' }).nodes[0]?.value).toBe('found')
})
