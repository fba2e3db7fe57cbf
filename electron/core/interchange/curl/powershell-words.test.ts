import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { powershellCommands } from './powershell-words.ts'

const texts = (source: string) => powershellCommands(source).map(({ words }) => words.map(({ text }) => text))

test('reads each kind of quote as PowerShell does', () => {
  expect(
    texts('curl.exe \'it\'\'s $x\' "a `"b`" `$c ""d"" `n" e` f @\'\nraw "x" $y\n\'@ @"\nl1 $z\nl2\n"@'),
  ).toEqual([['curl.exe', "it's $x", 'a "b" $c "d" \n', 'e f', 'raw "x" $y', 'l1 {{z}}\nl2']])
})

test('takes the backslash before a quotation mark for what Windows PowerShell needs there', () => {
  expect(texts(`curl.exe -d '{\\"a\\": \\"b\\\\\\"c\\"}' -d '{"a": "C:\\dir"}'`)).toEqual([
    ['curl.exe', '-d', '{"a": "b\\"c"}', '-d', '{"a": "C:\\dir"}'],
  ])
})

test('joins lines at a backtick, makes variables, and ends a command at an operator', () => {
  const source =
    'PS C:\\> & curl.exe `\r\n  -H "X-Auth-Token: $env:OS_TOKEN" `\n  "$base/v2/${id}" 2>$null | jq; curl.exe i # x'

  expect(texts(source)).toEqual([
    ['curl.exe', '-H', 'X-Auth-Token: {{OS_TOKEN}}', '{{base}}/v2/{{id}}'],
    ['jq'],
    ['curl.exe', 'i'],
  ])
})

test('keeps what only a shell can do, and says so', () => {
  expect(powershellCommands('curl.exe "$(Get-Token)/x"')).toMatchObject([
    { words: [{ text: 'curl.exe' }, { text: '$(Get-Token)/x' }], unsupported: ['$(Get-Token)'] },
  ])
})

test.each([`curl.exe 'x`, 'curl.exe "x', "curl.exe @'\nx"])('says where the quote of %j opens', (source) => {
  expect(() => powershellCommands(source)).toThrow(
    expect.objectContaining({ data: expect.objectContaining({ position: 9 }) as object }),
  )
})

test('gives back whatever is quoted, either way', () => {
  const value = fc.string({ unit: 'grapheme' }).filter((text) => !/\\"|[‘’“”]/.test(text))
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), fc.boolean(), (values, isSingle) => {
      const quote = (text: string) =>
        isSingle ? `'${text.replaceAll("'", "''")}'` : `"${text.replaceAll(/[`"$]/g, '`$&')}"`

      expect(texts(`curl.exe ${values.map(quote).join(' `\n ')}`)).toEqual([['curl.exe', ...values]])
    }),
    { numRuns: 500 },
  )
})
