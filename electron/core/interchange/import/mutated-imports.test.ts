import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { AppError } from '../../../../shared/errors.ts'
import { importReport as importReportSchema } from '../../../../shared/model/import.ts'
import { findSecret } from '../../collections/format/find-secret.ts'
import { importReport } from './import-report.ts'
import { samples } from './import-samples.ts'
import { readImport } from './read-import.ts'

const numRuns = process.env['ARCLIGHT_SOAK'] ? 10_000 : 1000

/** Pieces that parsers trip over. */
const splinters = fc.constantFrom(
  '"',
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '\n',
  '\\',
  '\u0000',
  '\ufeff',
  'null',
  'true',
  '-1',
  '1e999',
  '{{',
  '}}',
  '${',
  '"__proto__":',
  '&a ',
  '*a',
  '!!js ',
  '$ref',
  "'''",
  '~',
  '\ud800',
  '{"x":',
  '[[[[',
  '  ',
  'é',
)

test.each(Object.entries(samples))(
  'ends with a report without a secret, or a sentence, however %s is damaged',
  { timeout: 120_000 },
  (_, text) => {
    const cut = fc.record({
      at: fc.nat(text.length),
      length: fc.nat(12),
      put: fc.oneof(splinters, fc.string({ maxLength: 6 })),
    })

    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 5 }), (cuts) => {
        const damaged = cuts.reduce(
          (held, { at, length, put }) => held.slice(0, at) + put + held.slice(at + length),
          text,
        )

        expect(outcomeOf(damaged)).toBe(true)
      }),
      { numRuns },
    )
  },
)

test('ends so for values of any kind in any place', () => {
  const documents = Object.values(samples).filter((text) => text.startsWith('{'))
  const odd = fc.constantFrom<unknown>(
    null,
    0,
    -1,
    '',
    'x',
    true,
    [],
    {},
    [null],
    [[]],
    { a: null },
    { key: [] },
    'a'.repeat(99),
  )

  fc.assert(
    fc.property(fc.constantFrom(...documents), fc.nat(), odd, (text, place, value) => {
      let at = 0
      const count = countOf(text)
      const damaged = JSON.stringify(
        JSON.parse(text, (_, held: unknown) => (at++ === place % count ? value : held)),
      )

      expect(outcomeOf(damaged)).toBe(true)
    }),
    { numRuns },
  )
})

/** Anything but an AppError is a bug, and is thrown. */
function outcomeOf(text: string): boolean {
  try {
    const report = importReport(readImport({ name: 'f', bytes: new TextEncoder().encode(text) }, null))
    expect(report.requests.map(({ draft }) => findSecret(draft)).filter((found) => found !== null)).toEqual(
      [],
    )
    return importReportSchema.safeParse(report).success
  } catch (error) {
    if (error instanceof AppError) return error.code === 'IMPORT_UNREADABLE'
    throw error
  }
}

function countOf(text: string): number {
  let count = 0
  JSON.parse(text, (_, held: unknown) => {
    count += 1
    return held
  })
  return count
}
