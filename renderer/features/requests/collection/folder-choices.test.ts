import { expect, test } from 'vitest'

import type { RequestCollection } from '../../../../shared/model/collection.ts'
import { canSaveTo, folderChoices } from './folder-choices.ts'

const mine: RequestCollection = {
  id: 'c1',
  name: 'lab',
  path: '/home/anna/lab',
  items: [
    {
      kind: 'folder',
      id: 'c1/images',
      name: 'images',
      items: [{ kind: 'folder', id: 'c1/images/old', name: 'old', items: [] }],
    },
    { kind: 'request', id: 'c1/a.yml', name: 'a', method: 'GET', url: 'http://c' },
  ],
  environments: [],
  problem: null,
}
const ofTheApp: RequestCollection = { ...mine, id: 'app', name: 'app', path: null }

test('offers every folder of the own collections, with the way to it', () => {
  expect(folderChoices([ofTheApp, mine])).toEqual([
    { value: 'c1', label: 'lab' },
    { value: 'c1/images', label: 'lab / images' },
    { value: 'c1/images/old', label: 'lab / images / old' },
  ])
})

test('writes to no collection that comes with the app, and to nothing that is not there any more', () => {
  expect(canSaveTo([ofTheApp, mine], 'c1/a.yml')).toBe(true)
  expect(canSaveTo([ofTheApp, mine], 'app/a.yml')).toBe(false)
  expect(canSaveTo([ofTheApp, mine], 'c1/removed.yml')).toBe(false)
})
