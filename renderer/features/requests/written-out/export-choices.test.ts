import { expect, test } from 'vitest'

import { newDraft } from '../../../../shared/model/new-draft.ts'
import { exportChoices, formatsFor } from './export-choices.ts'

const names = {
  untitled: 'New',
  request: (name: string) => `open: ${name}`,
  history: (count: number) => `last ${count}`,
}
const collection = {
  id: 'c1',
  name: 'lab',
  path: null,
  items: [{ kind: 'folder' as const, id: 'c1/images', name: 'images', items: [] }],
  environments: [],
  problem: null,
}

test('offers the open request first, then every collection and folder, then what was sent', () => {
  const tab = { id: 't', sourceId: null, original: newDraft, draft: newDraft }
  const choices = exportChoices({ tab, collections: [collection], exchangeIds: ['e1', 'e2'] }, names)

  expect(choices.map(({ label }) => label)).toEqual(['open: New', 'lab', 'lab / images', 'last 2'])
  expect(choices.map(({ what }) => what)).toEqual([
    { kind: 'drafts', name: 'New', drafts: [newDraft] },
    { kind: 'folder', id: 'c1' },
    { kind: 'folder', id: 'c1/images' },
    { kind: 'history', exchangeIds: ['e1', 'e2'] },
  ])
})

test('offers nothing that is empty', () => {
  expect(exportChoices({ tab: null, collections: [], exchangeIds: [] }, names)).toEqual([])
})

test('makes an archive of what was sent alone', () => {
  expect(formatsFor({ kind: 'history', exchangeIds: ['e1'] })).toContain('har')
  expect(formatsFor({ kind: 'folder', id: 'c1' })).not.toContain('har')
})
