import { expect, test } from 'vitest'

import { saveNameOf } from './save-name.ts'

test('calls an answer by the end of its path and its content type', () => {
  const names = [
    ['http://c:9292/v2/images?limit=5', 'application/json; charset=UTF-8'],
    ['http://c:9292/v2/images/1b2c/file', 'application/octet-stream'],
    ['http://c:9292/schemas/images.json', 'application/json'],
    ['http://c:5000/', 'application/vnd.openstack+json'],
    ['http://c/a%2F..%2fb', ''],
    ['http://c/..', 'text/html'],
  ].map(([url, type]) => saveNameOf({ url: url!, responseHeaders: [['Content-Type', type!]] }))

  expect(names).toEqual([
    'images.json',
    'file.bin',
    'images.json',
    'answer.json',
    'a_2F.._2fb',
    'answer.html',
  ])
})
