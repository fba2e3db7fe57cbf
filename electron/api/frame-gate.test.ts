import { expect, test } from 'vitest'

import { isFrame } from './frame-gate.ts'

const call = { i: '0', p: { u: '/clouds/remove', b: { json: { cloudId: 'lab' } } } }

test('lets calls and aborts through', () => {
  expect(isFrame(JSON.stringify(call))).toBe(true)
  expect(isFrame(JSON.stringify({ i: '0', p: { u: '/app/info' } }))).toBe(true)
  expect(isFrame(JSON.stringify({ i: '0', t: 4 }))).toBe(true)
})

test.each([
  ['bytes', new Uint8Array([1, 2])],
  ['an object', call],
  ['nothing', undefined],
  ['text that is not JSON', '{"i":'],
  ['JSON that is not an object', 'null'],
  ['a call to nowhere', JSON.stringify({ i: '0', p: { b: {} } })],
  ['a call to another origin', JSON.stringify({ i: '0', p: { u: 'http://elsewhere/' } })],
  ['a path that is no procedure', JSON.stringify({ i: '0', p: { u: '/a/../b' } })],
  [
    'headers, which would choose how the body is decoded',
    JSON.stringify({ ...call, p: { ...call.p, h: {} } }),
  ],
  ['a stream from the page', JSON.stringify({ i: '0', t: 3, p: { e: 'message' } })],
  ['an id that is not text', JSON.stringify({ ...call, i: 7 })],
  ['nesting that no parser likes', '['.repeat(2_000_000)],
  ['more than the limit', JSON.stringify({ ...call, i: 'x'.repeat(17 * 1024 * 1024) })],
])('refuses %s', (_what, message) => {
  expect(isFrame(message)).toBe(false)
})
