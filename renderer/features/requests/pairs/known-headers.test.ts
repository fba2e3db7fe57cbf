import { expect, test } from 'vitest'

import { headerNames, headerValues } from './known-headers.ts'

test('knows the values of a header however its name is written', () => {
  expect(headerValues('content-type ')).toContain('application/openstack-images-v2.1-json-patch')
  expect(headerValues('X-AUTH-TOKEN')).toEqual(['{{cloud.token}}'])
})

test('knows none of a header that is not there, nor of what every object has', () => {
  for (const name of ['X-Nothing', '', 'constructor', '__proto__']) expect(headerValues(name)).toEqual([])
})

test('each name is one that can be sent, and is there once', () => {
  expect(new Set(headerNames.map((name) => name.toLowerCase())).size).toBe(headerNames.length)
  for (const name of headerNames) expect(name).toMatch(/^[A-Za-z][A-Za-z-]*[A-Za-z]$/)
})
