import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const locales = join(root, 'renderer/locales')
const parts = readdirSync(locales)
  .filter((name) => name.endsWith('en.json'))
  .map((name) => name.replace(/en\.json$/, ''))

test.each(parts)('both languages have the same keys, and fill in the same words: %sjson', (part) => {
  const [english, vietnamese] = ['en', 'vi'].map((language) => sentencesOf(`${part}${language}`))
  expect(filledIn(vietnamese)).toEqual(filledIn(english))
})

test('each sentence is said somewhere', () => {
  const { texts, patterns } = literalsOfTheCode()
  const isSaid = (key: string) => texts.has(key) || patterns.some((pattern) => pattern.test(key))
  const keys = parts.flatMap((part) => [...sentencesOf(`${part}en`).keys()])

  expect(keys.length).toBeGreaterThan(1000)
  expect(keys.filter((key) => !isSaid(key.replace(/_(zero|one|other)$/, '')))).toEqual([])
})

/** Every text of the code, and what each template that begins like a key could become. */
function literalsOfTheCode(): { texts: Set<string>; patterns: RegExp[] } {
  const texts = new Set<string>()
  const templates = new Set<string>()
  for (const folder of ['renderer', 'shared', 'electron'])
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/(?<!\.test|\.spec)\.tsx?$/.test(name)) continue
      const code = readFileSync(join(root, folder, name), 'utf8')
      for (const [, text = ''] of code.matchAll(/'([\w.-]+)'/g)) texts.add(text)
      for (const [, text = ''] of code.matchAll(/`([a-z][\w-]*\.[^`\n]*)`/gi)) templates.add(text)
    }
  return { texts, patterns: [...templates].map(asPattern) }
}

function asPattern(template: string): RegExp {
  const pieces = template.split(/\$\{[^}]*\}/).map((piece) => piece.replaceAll(/[.*+?^$(){}|[\]\\]/g, '\\$&'))
  return new RegExp(`^${pieces.join('.+')}$`)
}

/** Each key, with the words that are filled in; "one file" needs no number. */
function filledIn(sentences = new Map<string, string>()): string[] {
  return [...sentences]
    .filter(([key]) => !key.endsWith('_one'))
    .map(([key, text]) => `${key}: ${[...new Set(text.match(/\{\w+\}/g))].toSorted().join(' ')}`)
    .toSorted()
}

function sentencesOf(name: string): Map<string, string> {
  return flat(JSON.parse(readFileSync(join(locales, `${name}.json`), 'utf8')), '')
}

function flat(words: unknown, prefix: string): Map<string, string> {
  if (typeof words === 'string') return new Map([[prefix, words]])
  return new Map(
    Object.entries(words as object).flatMap(([key, one]) => [
      ...flat(one, prefix === '' ? key : `${prefix}.${key}`),
    ]),
  )
}
