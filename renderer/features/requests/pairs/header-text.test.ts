import fc from 'fast-check'
import { expect, test } from 'vitest'

import { headersToText, textToHeaders } from './header-text.ts'

test('writes one header a line, and marks those that are switched off', () => {
  const text = headersToText([
    { name: 'Content-Type', value: 'application/json', isEnabled: true },
    { name: 'X-Auth-Token', value: '{{token}}', isEnabled: false },
  ])

  expect(text).toBe('Content-Type: application/json\n// X-Auth-Token: {{token}}')
})

test('reads headers pasted from a terminal', () => {
  expect(textToHeaders('Accept:*/*\r\n\r\nX-Empty:\r\nLocation: http://c:9292/v2\nlonely')).toEqual([
    { name: 'Accept', value: '*/*', isEnabled: true },
    { name: 'X-Empty', value: '', isEnabled: true },
    { name: 'Location', value: 'http://c:9292/v2', isEnabled: true },
    { name: 'lonely', value: '', isEnabled: true },
  ])
})

test('gives back every header that could be sent, spaces around the value included', () => {
  const name = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/)
  const value = fc.string().filter((text) => !/[\r\n]/.test(text))
  const headers = fc.array(fc.record({ name, value, isEnabled: fc.boolean() }))

  fc.assert(
    fc.property(headers, (list) => {
      expect(textToHeaders(headersToText(list))).toEqual(list)
    }),
  )
})
