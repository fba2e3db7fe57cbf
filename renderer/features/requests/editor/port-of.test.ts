import { expect, test } from 'vitest'

import { portOf } from './port-of.ts'

test.each([
  ['443', 443],
  [' 9292x', 9292],
  ['65535', 65_535],
  ['', null],
  ['0', null],
  ['65536', 6553],
  ['{{port}}', null],
])('reads the port %j as %s', (typed, port) => {
  expect(portOf(typed)).toBe(port)
})
