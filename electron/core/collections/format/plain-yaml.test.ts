import fc from 'fast-check'
import { expect, test } from 'vitest'

import { newDraft } from '../../../../shared/model/new-draft.ts'
import { mutatedText } from '../../testing/mutated-text.ts'
import { writeRequest } from './request-file.ts'
import { parsedSummary, plainSummary } from './summarize-request.ts'

const numRuns = process.env['ARCLIGHT_SOAK'] ? 200_000 : 10_000

const withEverything = `# All of it.
info:
  name: "List: all"
  type: http
  seq: 12
  tags:
    - smoke
    - 'it''s slow'

http:
  method: post
  url: "{{cloud.image}}/v2/images?limit=2#top"
  headers:
    - name: X-Auth-Token
      value: "{{cloud.token}}"
      disabled: true
    - name: Accept
      value: application/json
  body:
    type: json
    data: |-
      {
        "name": "a: b" # not a comment

      }
  auth: inherit

settings:
  timeout: 0
  followRedirects: true
docs: |
  Says what it does.
`
const samples = [
  withEverything,
  "info:\n  name: 'a'\n  type: http\n  seq: 1\nhttp:\n  method: GET\n  url: http://c/ # x\n",
  'http:\n    url: /v2\n    method: GET\ninfo:\n    seq: 3\n    type: "http"\n    name: b\n    more:\n      name: c\n',
]

test('reads a request that is written plainly, whatever else stands in it', () => {
  expect(plainSummary(withEverything)).toEqual({
    name: 'List: all',
    seq: 12,
    method: 'POST',
    url: '{{cloud.image}}/v2/images?limit=2#top',
  })
  const body = { kind: 'text' as const, language: 'json' as const, text: '{\n  "a": [1, 2]\n}\n' }
  const pair = { name: 'X-Auth-Token', value: '{{cloud.token}}', isEnabled: true }
  const draft = { ...newDraft, name: 'Make one', method: 'POST', url: 'http://c/v2', headers: [pair], body }
  const written = writeRequest('', { seq: 1, draft }, { handleOf: async () => null, pathOf: () => null })
  expect(plainSummary(written)).toEqual({ name: 'Make one', seq: 1, method: 'POST', url: 'http://c/v2' })
})

test.each([
  ['a value that goes on in the next line', 'info:\n  name: a\n    b\n'],
  ['a name deeper down alone', 'info:\n  more:\n    name: a\n'],
  ['a key twice', 'info:\n  name: a\n  name: b\n'],
  ['a map in braces', 'info: {name: a}\n'],
  ['an alias', 'info:\n  name: *a\n'],
  ['a word that is no text', 'info:\n  name: true\n'],
  ['a line between two indents', 'info:\n    name: a\n  name: b\n'],
  ['a tab', 'info:\n\tname: a\n'],
  ['two documents', 'info:\n  name: a\n---\n'],
])('leaves %s to the parser', (_, info) => {
  const rest = '  type: http\n  seq: 1\nhttp:\n  method: GET\n  url: /\n'

  expect(plainSummary(`info:\n  name: a\n${rest}`)).not.toBeNull()
  expect(plainSummary(info + rest)).toBeNull()
})

test(`what ${numRuns} changed files say is what the parser says`, { timeout: 900_000 }, () => {
  let plain = 0
  fc.assert(
    fc.property(mutatedText(samples), (text) => {
      const found = plainSummary(text)
      if (!found) return
      plain += 1
      expect(parsedSummary(text)).toEqual(found)
    }),
    { numRuns },
  )
  expect(plain).toBeGreaterThan(numRuns / 100)
})
