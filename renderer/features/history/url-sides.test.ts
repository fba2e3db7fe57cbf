import { expect, test } from 'vitest'

import { urlSides } from './url-sides.ts'

test('tells the server from what was asked of it', () => {
  expect(urlSides('http://10.0.0.1:9292/v2/images?limit=5')).toEqual({
    origin: 'http://10.0.0.1:9292',
    path: '/v2/images?limit=5',
  })
  expect(urlSides('https://c?x=1')).toEqual({ origin: 'https://c', path: '?x=1' })
  expect(urlSides('not a url')).toEqual({ origin: '', path: 'not a url' })
})
