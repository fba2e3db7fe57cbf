import { expect, test } from 'vitest'

import type { Settings } from '../../../shared/model/app-info.ts'
import { createSettingsStore } from './create-settings-store.ts'

const defaults = { language: null, theme: 'system', activeCloudId: null, imageViews: [] }

test.each([[undefined], [null], ['text'], [[]], [{}]])('%j becomes the defaults', (found) => {
  expect(createSettingsStore({ read: () => found, write: () => {} }).get()).toEqual(defaults)
})

test('a setting that cannot be understood costs no other', () => {
  const found = { language: 'vi', theme: 'mauve', activeCloudId: 'lab', from: 'a later version' }

  const store = createSettingsStore({ read: () => found, write: () => {} })

  expect(store.get()).toEqual({ language: 'vi', theme: 'system', activeCloudId: 'lab', imageViews: [] })
})

test('a change is kept and written whole', () => {
  const written: Settings[] = []
  const store = createSettingsStore({ read: () => undefined, write: (settings) => written.push(settings) })

  const changed = store.change({ theme: 'light' })

  expect(changed).toEqual({ ...defaults, theme: 'light' })
  expect(store.get()).toEqual(changed)
  expect(written).toEqual([changed])
})
