import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { type ReadClouds, readCloudsFile } from './read-clouds-file.ts'

const context = { cwd: null, home: '/home/me', wantedRegion: null, coloursInUse: [] }

test.each([
  ['', null],
  ['- a\n- b', 1],
  ['\n\nclouds:\n', 3],
  ['clouds: [1]', 1],
  ['cluods:\n  a:\n', 1],
])('says that %j has no clouds', (text, line) => {
  expect(() => read(text)).toThrow(invalid({ file: 'clouds.yaml', line, reason: 'no-clouds' }))
})

test.each([
  ['clouds:\n  a:\n\tauth: 1', 3, 'tab'],
  ['clouds:\n  a: [\n', 3, 'syntax'],
  ['clouds:\n  a: 1\n  a: 2', 3, 'duplicate-key'],
  ['clouds:\n  a: *nowhere', 2, 'alias'],
  ['clouds: &c\n  a: *c', 2, 'too-large'],
])('gives the line on which %j is no YAML', (text, line, reason) => {
  expect(() => read(text)).toThrow(invalid({ line, reason }))
})

test('never repeats a word of a file that it cannot read', () => {
  for (const text of [
    'clouds:\n  password: "hunter2" hunter2',
    'clouds: {a: hunter2',
    'a: !!hunter2 \\hunter2 :: "hunter2',
  ])
    expect(messageOf(() => read(text))).not.toContain('hunter2')
})

test('says that an error is in secure.yaml', () => {
  const texts = { text: 'clouds: {}', secureText: '\nclouds: [', publicText: null }

  expect(() => readCloudsFile(texts, context)).toThrow(invalid({ file: 'secure.yaml', line: 2 }))
})

test('refuses aliases that unfold without end at once', () => {
  const rows = Array.from(
    { length: 12 },
    (_, row) => `r${row}: &r${row} [${`*r${row - 1},`.repeat(row && 10)} x]`,
  )

  expect(() => read(`${rows.join('\n')}\nclouds: {}`)).toThrow(invalid({ reason: 'too-large' }))
})

test('reads any text, or says that it cannot', () => {
  const word = fc.constantFrom(
    'clouds:',
    ' a:',
    '  auth:',
    '\n',
    ' ',
    '-',
    '&x',
    '*x',
    '<<:',
    '[',
    '{',
    '}',
    ': ',
    '"',
    '!!',
    '%',
  )
  const text = fc.array(fc.oneof(word, fc.string()), { maxLength: 30 }).map((words) => words.join(''))

  fc.assert(
    fc.property(text, (any) => {
      const outcome = messageOf(() => read(any))
      expect(outcome).toMatch(/^\{"clouds":|"code":"CLOUDS_FILE_INVALID"/)
    }),
    { numRuns: 2000 },
  )
})

function read(text: string): ReadClouds {
  return readCloudsFile({ text, secureText: null, publicText: null }, context)
}

function invalid(data: object): unknown {
  return expect.objectContaining({ code: 'CLOUDS_FILE_INVALID', data: expect.objectContaining(data) })
}

function messageOf(run: () => unknown): string {
  try {
    return JSON.stringify(run())
  } catch (error) {
    return JSON.stringify(error)
  }
}
