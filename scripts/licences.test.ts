import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { licencesText } from './vite/write-licences.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

test('the licences that ship name every package that the app is made of, and nothing that only builds it', () => {
  const text = licencesText(root)
  const made = packagesBelow(root)

  expect(made.size).toBeGreaterThan(100)
  expect([...made].filter((line) => !text.includes(`\n${line}`))).toEqual([])
  expect(text).not.toMatch(/^(vitest|typescript|electron) \d/m)
})

test('the licences that ship hold the texts themselves, the app’s own first', () => {
  const text = licencesText(root)

  expect(text).toMatch(/^Arclight\n\nMIT License/)
  expect(text).toContain(readFileSync(join(root, 'node_modules/react/LICENSE'), 'utf8').trim())
  expect(text).toContain('SIL OPEN FONT LICENSE')
})

/** Found from package to package, as Node finds them. */
function packagesBelow(dir: string, found = new Set<string>(), seen = new Set<string>()): Set<string> {
  for (const name of Object.keys(read(dir).dependencies ?? {})) {
    const place = findPackage(name, dir)
    if (place === null || seen.has(place)) continue
    seen.add(place)
    found.add(`${name} ${read(place).version}`)
    packagesBelow(place, found, seen)
  }
  return found
}

function findPackage(name: string, from: string): string | null {
  const place = join(from, 'node_modules', name)
  if (existsSync(place)) return place
  return from === dirname(from) ? null : findPackage(name, dirname(from))
}

function read(dir: string): { version: string; dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as ReturnType<typeof read>
}
