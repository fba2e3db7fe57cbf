import fc from 'fast-check'
import { expect, test } from 'vitest'

import { joinUrl, splitUrl, typedParam, type UrlParam } from './url-params.ts'

test('keeps order, repetition and escapes of a query', () => {
  const { base, params, fragment } = splitUrl(
    '{{cloud.image}}/v2/images?sort=name:asc&tag=a%20b&tag=c+d&x#top',
  )

  expect(base).toBe('{{cloud.image}}/v2/images')
  expect(params).toEqual([
    { name: 'sort', value: 'name:asc' },
    { name: 'tag', value: 'a%20b' },
    { name: 'tag', value: 'c+d' },
    { name: 'x', value: null },
  ])
  expect(fragment).toBe('#top')
})

test('tells an empty value from none, and an empty query from none', () => {
  expect(splitUrl('http://c?a=&b').params).toEqual([
    { name: 'a', value: '' },
    { name: 'b', value: null },
  ])
  expect(splitUrl('http://c?').params).toEqual([{ name: '', value: null }])
  expect(splitUrl('http://c').params).toEqual([])
})

test('takes a question mark after the hash as part of the fragment', () => {
  expect(splitUrl('http://c#a?b=1')).toEqual({ base: 'http://c', params: [], fragment: '#a?b=1' })
})

test('gives any text back exactly, however odd', () => {
  const pieces = fc.constantFrom('?', '&', '=', '#', '%', '%20', '+', '{{a.b}}', '/', 'é', '😀', ' ', 'x')
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((parts) => parts.join('')),
  )

  fc.assert(
    fc.property(texts, (text) => {
      expect(joinUrl(splitUrl(text))).toBe(text)
    }),
  )
})

test('an edit in one row leaves every other row as it was', () => {
  const url = fc
    .array(fc.constantFrom('?', '&', '=', '%2', 'a', 'ß'))
    .map((parts) => `http://c?${parts.join('')}`)

  fc.assert(
    fc.property(url, fc.nat(), fc.string(), fc.string(), (text, pick, name, value) => {
      const parts = splitUrl(text)
      const index = pick % parts.params.length
      const edited = parts.params.with(index, typedParam(name, value))

      const after = splitUrl(joinUrl({ ...parts, params: edited })).params

      expect(after).toEqual(edited)
    }),
  )
})

test('escapes only what would end the cell', () => {
  expect(typedParam('a=b', 'x&y#z=%26 {{token}}')).toEqual<UrlParam>({
    name: 'a%3Db',
    value: 'x%26y%23z=%26 {{token}}',
  })
})
