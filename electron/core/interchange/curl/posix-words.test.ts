import { execFileSync } from 'node:child_process'

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { posixCommands } from './posix-words.ts'

const first = (source: string) =>
  posixCommands(source)[0] ?? { words: [], stdin: { kind: 'none' }, unsupported: [] }
const texts = (source: string) => first(source).words.map(({ text }) => text)

test('splits at blanks and joins what stands together', () => {
  expect(texts(`a  'b c'"d e"f\\ g\t''`)).toEqual(['a', 'b cd ef g', ''])
})

test('reads each kind of quote as a shell does', () => {
  expect(texts(`'a\\n"$x' "b\\n\\"\\$\\\\" $'c\\n\\'\\x41\\xc3\\xa9\\u00e9\\101\\cA' d\\'e`)).toEqual([
    'a\\n"$x',
    'b\\n"$\\',
    `c\n'A\u00e9\u00e9A\u0001`,
    "d'e",
  ])
})

test('joins lines at a backslash, with either line end, and keeps line ends in quotes', () => {
  expect(texts('a \\\n b\\\r\nc \'d\ne\' "f\\\ng"')).toEqual(['a', 'bc', 'd\ne', 'fg'])
})

test('tells where each word stands', () => {
  expect(first("  ab 'c d' e").words.map(({ start }) => start)).toEqual([2, 5, 11])
})

test.each([';', '&&', '||', '|', '|&', '&', '\n'])('begins another command at %j', (operator) => {
  const words = posixCommands(`curl x ${operator} jq .`).map((command) =>
    command.words.map(({ text }) => text),
  )

  expect(words).toEqual([
    ['curl', 'x'],
    ['jq', '.'],
  ])
})

test('takes redirections out, and remembers what stdin is', () => {
  expect(posixCommands('curl x 2>&1 >out 2>/dev/null &>all < in y')).toMatchObject([
    { words: [{ text: 'curl' }, { text: 'x' }, { text: 'y' }], stdin: { kind: 'file', path: 'in' } },
  ])
})

test('reads a here-document and a here-string, quoted or not', () => {
  const quoted = `curl -d @- x <<'EOF' | jq\n{"a": "$B\\"}\nEOF\ncurl y`
  const plain = `curl -d @- x <<-EOF\n\t{"a": "$B", "c": \\$D}\n\tEOF\n`

  expect(posixCommands(quoted)).toMatchObject([
    { words: [{ text: 'curl' }, { text: '-d' }, { text: '@-' }, { text: 'x' }] },
    { words: [{ text: 'jq' }] },
    { words: [{ text: 'curl' }, { text: 'y' }] },
  ])
  expect(posixCommands(quoted.replace(' | jq', ''))[0]?.stdin).toEqual({
    kind: 'text',
    text: '{"a": "$B\\"}\n',
  })
  expect(posixCommands(plain)[0]?.stdin).toEqual({ kind: 'text', text: '{"a": "{{B}}", "c": $D}\n' })
  expect(posixCommands(`curl -d @- x <<< 'a b'`)[0]?.stdin).toEqual({ kind: 'text', text: 'a b\n' })
})

test('passes over what is no shell after a command', () => {
  expect(posixCommands(`curl x\n{"it's": 'broken}`)).toMatchObject([
    { words: [{ text: 'curl' }, { text: 'x' }] },
    { words: [{ text: `{"it's":` }] },
  ])
})

test('reads quotes of any length and escapes of no character', () => {
  const long = "x\\'".repeat(300_000)

  expect(texts(`$'${long}'`)).toEqual([long.replaceAll('\\', '')])
  expect(texts(`"\`${'\\\\'.repeat(300_000)}\`"`)[0]).toHaveLength(600_002)
  expect(texts(`$'\\UFFFFFFFF'`)).toEqual(['\ufffd'])
})

test('leaves out a comment, but not a # inside a word', () => {
  expect(texts('a http://h/#top # and so on')).toEqual(['a', 'http://h/#top'])
})

test('makes a variable of a shell variable where a shell would fill it in', () => {
  expect(texts(`$TOKEN "a $TOKEN b" "\${OS_TOKEN}x" '$NO' \\$NO $1 {{kept}}`)).toEqual([
    '{{TOKEN}}',
    'a {{TOKEN}} b',
    '{{OS_TOKEN}}x',
    '$NO',
    '$NO',
    '$1',
    '{{kept}}',
  ])
})

test('keeps what only a shell can do, and says so', () => {
  const { words, unsupported } = first('"$(token issue (x) -c id)" `date` "${A:-b}"')

  expect(words.map(({ text }) => text)).toEqual(['$(token issue (x) -c id)', '`date`', '${A:-b}'])
  expect(unsupported).toEqual(['$(token issue (x) -c id)', '`date`', '${A:-b}'])
})

test('keeps a placeholder in angle brackets, in a word and alone', () => {
  expect(texts('http://<host>:5000/<image-id> <token>')).toEqual(['http://<host>:5000/<image-id>', '<token>'])
})

test.each([
  [`curl 'x`, 5],
  [`curl "x`, 5],
  [`curl $'x`, 5],
  [`a 'b' "c`, 6],
])('says where the quote of %j opens', (source, position) => {
  expect(() => posixCommands(source)).toThrow(
    expect.objectContaining({ code: 'CURL_INVALID', data: expect.objectContaining({ position }) as object }),
  )
})

test.skipIf(!hasBash())(
  'hands over the words that bash hands over, whatever is quoted how',
  { timeout: 60_000 },
  () => {
    const plain = fc.stringMatching(/^[a-z0-9:/.=,@%+-]{1,6}$/)
    const quotable = fc.string({ unit: fc.constantFrom(...Array.from('ab \n\t$"\\;|&<>(){}*#!~é')) })
    const piece = fc.oneof(
      plain,
      quotable.map((text) => `'${text}'`),
      quotable.map((text) => `"${text.replaceAll(/[\\"$`]/g, '\\$&')}"`),
      quotable.map((text) => `$'${text.replaceAll(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`),
      fc.constantFrom('\\ ', "\\'", '\\"', '\\\\', '\\\n', '\\$', '\\;'),
    )
    const word = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''))
    const line = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '))

    fc.assert(
      fc.property(line, (source) => {
        const script = `printf '%s\\0' x ${source}`
        const printed = execFileSync('bash', ['--norc', '-c', script], {
          env: { LC_ALL: 'C.UTF-8' },
        }).toString()

        expect(['x', ...texts(source)]).toEqual(printed.split('\0').slice(0, -1))
      }),
      { numRuns: 150 },
    )
  },
)

function hasBash(): boolean {
  try {
    execFileSync('bash', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
