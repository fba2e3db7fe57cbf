import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { cmdCommands } from './cmd-words.ts'

const texts = (source: string) => cmdCommands(source).map(({ words }) => words.map(({ text }) => text))

test('reads carets, quotation marks and backslashes as Windows does', () => {
  expect(texts(String.raw`curl -d "{\"a\": \"b\\\"c\\\\\"\"}" "C:\dir\\" a^&b "^&" c""d "x""y"`)).toEqual([
    ['curl', '-d', '{"a": "b\\"c\\\\""}', 'C:\\dir\\', 'a&b', '^&', 'cd', 'x"y'],
  ])
})

test('joins lines at a caret, and makes a line end of two', () => {
  expect(texts('curl ^\r\n  -H "A: b" ^\n  -d ^"x^\n\ny^" http://h')).toEqual([
    ['curl', '-H', 'A: b', '-d', 'x\ny', 'http://h'],
  ])
})

test('makes a variable of %NAME%, and ends a command at an operator', () => {
  expect(
    texts('C:\\Users\\an>curl -H "X-Auth-Token: %TOKEN%" h?a=%20 2>nul | find "x" & echo done\ncurl i'),
  ).toEqual([
    ['curl', '-H', 'X-Auth-Token: {{TOKEN}}', 'h?a=%20'],
    ['find', 'x'],
    ['echo', 'done'],
    ['curl', 'i'],
  ])
})

test('takes redirections out, and remembers what stdin is', () => {
  expect(cmdCommands('curl -T - h < "my image.img" >out.txt')).toMatchObject([
    {
      words: [{ text: 'curl' }, { text: '-T' }, { text: '-' }, { text: 'h' }],
      stdin: { path: 'my image.img' },
    },
  ])
})

test('says where a quotation mark opens that is never closed', () => {
  expect(() => cmdCommands('curl "x ^')).toThrow(
    expect.objectContaining({ data: expect.objectContaining({ position: 5 }) as object }),
  )
})

test('gives back whatever a browser writes for cmd', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }), (values) => {
      const words = values.map((value) => value.replaceAll(/\r/g, ''))

      expect(texts(`curl ${words.map(asBrowserWrites).join(' ^\n  ')}`)).toEqual([['curl', ...words]])
    }),
    { numRuns: 500 },
  )
})

/** Quotation marks and what cmd acts on, behind carets; backslashes doubled only where Windows wants them. */
function asBrowserWrites(value: string): string {
  const quoted = value.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')
  const escaped = quoted.replace(/[^a-zA-Z0-9\s_\-:=+~'/.,?;()*`\\]/g, '^$&').replaceAll('\n', '^\n\n')
  return `^"${escaped}^"`
}
