import { expect, test } from 'vitest'

import { tabName } from './tab-name.ts'

test('calls a request by its name, else by the end of its URL', () => {
  const names = [
    { name: '2 List images', url: 'http://c/v2/images' },
    { name: '', url: 'http://c:9292/v2/images/1b/file?x=/y' },
    { name: '', url: 'http://c' },
    { name: '', url: '' },
  ].map(tabName)

  expect(names).toEqual(['2 List images', '1b/file', 'c', ''])
})
