import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

import { AppError } from '../../../../shared/errors.ts'
import { importReport as importReportSchema } from '../../../../shared/model/import.ts'
import { mutatedText } from '../../testing/mutated-text.ts'
import { findSecret } from '../../collections/format/find-secret.ts'
import { importReport } from './import-report.ts'
import { samples } from './import-samples.ts'
import { readImport } from './read-import.ts'
import { shortYamlSamples } from './short-yaml-samples.ts'

/** A hang; half of it is the machine's. */
const longestMs = 2000
const isSoak = process.env['ARCLIGHT_SOAK'] !== undefined
const seed = Number(process.env['ARCLIGHT_SEED'] ?? 3)
const numRuns = isSoak ? 50_000 : 10_000
/** To parse YAML takes long: of it, the whole sample is tried less often, and what is short as often as all else. */
const wholeYamlRuns = isSoak ? 10_000 : 1000

type Case = [name: string, runs: number, texts: readonly string[]]

const wholes = Object.entries(samples).map(
  ([name, text]): Case => [name, isYaml(text) ? wholeYamlRuns : numRuns, [text]],
)
const shorts = Object.entries(shortYamlSamples).map(
  ([name, texts]): Case => [`${name} in short`, numRuns, texts],
)
const asJson = Object.entries(samples)
  .filter(([, text]) => isYaml(text))
  .map(([name, text]): Case => [`${name} as JSON`, numRuns, [JSON.stringify(parse(text))]])

test.each([...wholes, ...shorts, ...asJson])(
  'ends with a report without a secret, or a sentence, however %s is damaged, %i times',
  { timeout: 600_000 },
  (_, runs, texts) => {
    fc.assert(
      fc.property(mutatedText(texts), (damaged) => {
        const startedAt = performance.now()
        expect(outcomeOf(damaged)).toBe(true)
        expect(performance.now() - startedAt).toBeLessThan(longestMs)
      }),
      { numRuns: runs, seed, endOnFailure: true },
    )
    expect('polluted' in {}).toBe(false)
  },
)

test.each(Object.entries(shortYamlSamples))('each short sample of %s can be read', (name, texts) => {
  const formats = texts.map((text) => reportOf(text).format)

  expect(new Set(formats)).toEqual(new Set([reportOf(samples[name as keyof typeof samples]).format]))
})

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
    { numRuns: 1000, seed },
  )
})

function reportOf(text: string) {
  return importReport(readImport({ name: 'f', bytes: new TextEncoder().encode(text) }, null))
}

/** Anything but an AppError is a bug, and is thrown. */
function outcomeOf(text: string): boolean {
  try {
    const report = reportOf(text)
    expect(report.requests.map(({ draft }) => findSecret(draft)).filter((found) => found !== null)).toEqual(
      [],
    )
    return importReportSchema.safeParse(report).success
  } catch (error) {
    if (error instanceof AppError) return error.code === 'IMPORT_UNREADABLE'
    throw error
  }
}

function isYaml(text: string): boolean {
  return !/^(?:\{|meta \{)/.test(text)
}

function countOf(text: string): number {
  let count = 0
  JSON.parse(text, (_, held: unknown) => {
    count += 1
    return held
  })
  return count
}
