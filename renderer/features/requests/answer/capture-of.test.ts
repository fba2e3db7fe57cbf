import { expect, test } from 'vitest'

import { captureOf } from './capture-of.ts'

test.each([
  ['$.images[0].id', 'id'],
  ["$.image['os-type']", 'os_type'],
  ['$[3]', 'value'],
  ["$['2nd']", '_2nd'],
])('names what lies at %s %s', (path, variable) => {
  expect(captureOf(path, [])).toMatchObject({ variable, part: { kind: 'json', path } })
})

test('takes no name that the request sets already', () => {
  const first = captureOf('$.id', [])
  const second = captureOf('$.a.id', [first])

  expect(second.variable).toBe('id_2')
  expect(captureOf('$.b.id', [first, second]).variable).toBe('id_3')
})
