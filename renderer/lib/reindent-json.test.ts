import fc from 'fast-check'
import { expect, test } from 'vitest'

import { reindentJson } from './reindent-json.ts'

test('lays out objects and arrays, and keeps empty ones on one line', () => {
  expect(reindentJson('{"a":[1,{"b":null}],"c":{},"d":[ ]}')).toBe(
    [
      '{',
      '  "a": [',
      '    1,',
      '    {',
      '      "b": null',
      '    }',
      '  ],',
      '  "c": {},',
      '  "d": []',
      '}',
    ].join('\n'),
  )
})

test('rewrites no number, escape, repeated key or string', () => {
  const text = String.raw`{"size":12345678901234567890,"x":1.0,"e":1E+2,"a":"\u00e9\"\\","a":" { , } "}`

  const lines = reindentJson(text).split('\n')

  expect(lines.slice(1, -1).map((line) => line.trim())).toEqual([
    '"size": 12345678901234567890,',
    '"x": 1.0,',
    '"e": 1E+2,',
    String.raw`"a": "\u00e9\"\\",`,
    '"a": " { , } "',
  ])
})

test('equals the standard layout for any value, however it was spaced', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, 4), (value, spaces) => {
      const text = JSON.stringify(value, null, spaces)
      expect(reindentJson(text)).toBe(JSON.stringify(value, null, 2))
    }),
  )
})

test('loses nothing but whitespace of any text, and settles at once', () => {
  const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '1', 'x', ' ', '\n', '"s"', 'é')

  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const text = parts.join('')
      const laidOut = reindentJson(text)
      expect(laidOut.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      expect(reindentJson(laidOut)).toBe(laidOut)
    }),
  )
})

test('keeps documents that follow each other apart', () => {
  expect(reindentJson('{"a":1}\n{"a":2}\n3 4')).toBe('{\n  "a": 1\n}\n{\n  "a": 2\n}\n3\n4')
})

test('lays out a body that is cut off inside a string', () => {
  expect(reindentJson('{"images":[{"name":"cirr')).toBe('{\n  "images": [\n    {\n      "name": "cirr')
})

test('stays small when a body is nothing but brackets', () => {
  const brackets = '['.repeat(200_000)

  expect(reindentJson(brackets).length).toBeLessThan(brackets.length * 100)
})

test('takes a string of a megabyte', () => {
  const text = `{"a":"${'x\\"'.repeat(350_000)}","b":1}`

  expect(reindentJson(text).split('\n')).toHaveLength(4)
})
