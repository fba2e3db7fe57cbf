import fc from 'fast-check'
import { expect, test } from 'vitest'

import { newDraft } from '../../../../shared/model/new-draft.ts'
import type { RequestDraft } from '../../../../shared/model/request.ts'
import type { AnswerPart, RequestAction } from '../../../../shared/model/request-action.ts'
import type { FilePaths } from './body-format.ts'
import { readRequest, writeRequest } from './request-file.ts'
import { summarizeRequest } from './summarize-request.ts'

const paths: FilePaths = { handleOf: () => Promise.resolve(null), pathOf: () => null }

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '',
    ' ',
    '- a',
    'a: b',
    '#x',
    'true',
    '1.0',
    '1e3',
    "'",
    '"',
    '{{token}}',
    'a\nb\n\n',
    ' a \r\n\tb ',
    '~',
    '\u0000\u001b',
    '\u2028x\u0085',
  ),
)
const pair = fc.record({ name: text, value: text, isEnabled: fc.boolean() })
const part: fc.Arbitrary<AnswerPart> = fc.oneof(
  fc.constant({ kind: 'status' as const }),
  fc.constant({ kind: 'time' as const }),
  fc.record({ kind: fc.constant('header' as const), name: fc.constantFrom('x-a', 'weird name') }),
  fc.record({ kind: fc.constant('json' as const), path: fc.constantFrom('$.a[0].b', 'a.b', "$['x y']") }),
)
const claim = fc.record({
  part,
  comparison: fc.constantFrom('equal' as const, 'contains' as const),
  value: text,
})
const always = { isEnabled: fc.boolean(), onFailure: fc.constantFrom('fail' as const, 'go-on' as const) }
const assertion = fc.record({
  kind: fc.constant('assert' as const),
  claim,
  when: fc.option(claim),
  ...always,
})
const setVariable = fc.record({
  kind: fc.constant('set-variable' as const),
  variable: fc.constantFrom('a', 'b_c'),
  part,
  isSecret: fc.boolean(),
  when: fc.option(claim),
  ...always,
})
const body: fc.Arbitrary<RequestDraft['body']> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({
    kind: fc.constant('text' as const),
    text,
    language: fc.constantFrom('json' as const, 'xml' as const, 'text' as const),
  }),
  fc.record({ kind: fc.constant('urlencoded' as const), pairs: fc.array(pair, { maxLength: 3 }) }),
)
const auth: fc.Arbitrary<RequestDraft['auth']> = fc.oneof(
  fc.constantFrom({ kind: 'inherit' as const }, { kind: 'none' as const }),
  fc.record({ kind: fc.constantFrom('basic' as const, 'digest' as const), username: text, password: text }),
  fc.record({ kind: fc.constant('bearer' as const), token: text }),
  fc.record({
    kind: fc.constant('api-key' as const),
    name: text,
    value: text,
    in: fc.constantFrom('header' as const, 'query' as const),
  }),
  fc.constant({
    kind: 'keystone' as const,
    cloud: null,
    scope: { kind: 'project' as const, projectId: 'p' },
  }),
)
const draft: fc.Arbitrary<RequestDraft> = fc.record({
  name: text,
  method: fc.constantFrom('GET', 'POST', 'Purge'),
  url: text,
  query: fc.array(pair, { maxLength: 3 }),
  headers: fc.array(pair, { maxLength: 3 }),
  body,
  auth,
  actions: fc.array(fc.oneof(assertion, setVariable), { maxLength: 3 }),
  options: fc.constantFrom(newDraft.options, {
    ...newDraft.options,
    timeoutMs: 1500,
    verifyTls: false,
    redirects: { follow: false, max: 3, keepMethod: true },
    proxy: { kind: 'none' as const },
  }),
  docs: text,
})

test('reads what it wrote, whatever is in it, also when written over another request', async () => {
  await fc.assert(
    fc.asyncProperty(draft, draft, async (first, second) => {
      const once = writeRequest('', { seq: 3, draft: first }, paths)
      const over = writeRequest(once, { seq: 4, draft: second }, paths)

      expect(sorted((await readRequest(once, paths)).draft)).toEqual(sorted(first))
      expect(sorted((await readRequest(over, paths)).draft)).toEqual(sorted(second))
      expect(writeRequest(over, { seq: 4, draft: second }, paths)).toBe(over)
    }),
    { numRuns: 150 },
  )
}, 60_000)

test('a summary says what the request says', async () => {
  await fc.assert(
    fc.asyncProperty(draft, fc.nat(), async (any, seq) => {
      const written = writeRequest('', { seq, draft: any }, paths)
      const read = await readRequest(written, paths)

      expect(summarizeRequest(written)).toEqual({
        name: read.draft.name,
        method: read.draft.method.toUpperCase(),
        url: read.draft.url,
        seq: read.seq,
      })
    }),
    { numRuns: 150 },
  )
}, 60_000)

test('uses the words of the format for an action where it has them', () => {
  const actions: RequestAction[] = [
    {
      kind: 'assert',
      claim: { part: { kind: 'status' }, comparison: 'equal', value: '200' },
      isEnabled: true,
      when: null,
      onFailure: 'fail',
    },
    {
      kind: 'set-variable',
      variable: 'id',
      part: { kind: 'json', path: '$.images[0].id' },
      isSecret: false,
      isEnabled: true,
      when: null,
      onFailure: 'go-on',
    },
  ]

  const written = writeRequest('', { seq: 1, draft: { ...newDraft, actions } }, paths)

  expect(written).toContain('expression: res.status\n')
  expect(written).toContain('expression: res.body.images[0].id\n')
  expect(written).not.toContain('extensions')
})

/** Actions in the words of the format come first. */
function sorted(any: RequestDraft): RequestDraft {
  return { ...any, actions: any.actions.toSorted((a, b) => (ordered(a) < ordered(b) ? -1 : 1)) }
}

function ordered(action: RequestAction): string {
  const keys: string[] = []
  JSON.stringify(action, (key, value: unknown) => (keys.push(key), value))
  return JSON.stringify(action, [...new Set(keys)].toSorted())
}
