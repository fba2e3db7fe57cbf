import { expect, test } from 'vitest'

import type { ImportedFolder } from '../import/imported.ts'
import { samples } from '../import/import-samples.ts'
import { readImport } from '../import/read-import.ts'
import { toArc } from './to-arc.ts'

const now = new Date('2026-01-01T00:00:00Z')
const bytesOf = (text: string) => new TextEncoder().encode(text)
const readBack = (text: string, passphrase: string | null = null) =>
  readImport({ name: 'f', bytes: bytesOf(text) }, passphrase)

test.each([samples.arc, samples.arcOld])('is read back as what it was written from', (text) => {
  const { imported } = readBack(text)

  const again = readBack(toArc(imported, now, null))

  expect(again.imported.root.items).toEqual(imported.root.items)
  expect(again.imported.environments.map(({ name }) => name)).toEqual(
    imported.environments
      .filter((each) => each.variables.some(({ isSecret }) => !isSecret))
      .map(({ name }) => name),
  )
  expect(again.secrets.size).toBe(0)
})

test.each(Object.entries(samples))('keeps names, methods and URLs of %s', (name, text) => {
  const { imported } = readImport({ name: name === 'bru' ? 'x.bru' : name, bytes: bytesOf(text) }, null)

  const again = readBack(toArc(imported, now, null))

  expect(linesOf(again.imported.root)).toEqual(linesOf(imported.root))
})

test('opens with the passphrase that it was written with', () => {
  const { imported } = readBack(samples.arc)

  const sealed = toArc(imported, now, 'pass')

  expect(sealed).toMatch(/^aes\n[\w+/=]+$/)
  expect(readBack(sealed, 'pass').imported.root.items).toEqual(imported.root.items)
})

/** Where folders nest, the inner ones of ARC have both names. */
function linesOf(folder: ImportedFolder, path: readonly string[] = []): string[] {
  const lines = folder.items.flatMap((item) =>
    item.kind === 'folder'
      ? linesOf(item.folder, [...path, item.folder.name])
      : [`${path.join(' / ')}: ${item.draft.name} ${item.draft.method} ${item.draft.url}`],
  )
  return lines.toSorted()
}
