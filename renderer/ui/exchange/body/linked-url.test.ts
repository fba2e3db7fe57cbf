import { expect, test } from 'vitest'

import { linkedUrl } from './linked-url.ts'

const id = '71c675ab-d94f-49cd-a114-e12490b328d9'
const place = { url: 'http://glance:9292/v2/images?limit=2', endpoints: ['http://keystone:5000/v3'] }

test('an id leads to what a list lists, and to what an answer shows', () => {
  expect(linkedUrl('id', id, place)).toBe(`http://glance:9292/v2/images/${id}`)
  const shown = { ...place, url: `http://glance:9292/v2/images/${id}` }
  expect(linkedUrl('id', id, shown)).toBe(shown.url)
  expect(linkedUrl('id', id, { ...place, url: 'http://nova/v2.1/servers/detail' })).toBe(
    `http://nova/v2.1/servers/${id}`,
  )
})

test('a link leads to the server that answered, and to services of the cloud', () => {
  expect(linkedUrl('next', '/v2/images?marker=a&limit=2', place)).toBe(
    'http://glance:9292/v2/images?marker=a&limit=2',
  )
  expect(linkedUrl('self', 'http://keystone:5000/v3/users/1', place)).toBe('http://keystone:5000/v3/users/1')
})

test('nothing else is a link: other servers, names in a URL, plain words, other ids', () => {
  for (const value of [
    'http://elsewhere/v2',
    '//elsewhere/v2',
    'http://me@glance:9292/',
    'cirros',
    'v2/images',
    id,
  ])
    expect(linkedUrl('owner', value, place)).toBeNull()
  expect(linkedUrl('id', '7', place)).toBeNull()
  expect(linkedUrl('id', id, { ...place, url: '{{cloud.image}}/v2' })).toBeNull()
})
