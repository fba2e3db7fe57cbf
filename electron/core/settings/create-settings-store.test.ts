import { expect, test } from 'vitest'

import { defaultHistoryLimits } from '../../../shared/model/history-limits.ts'
import { createSettingsStore } from './create-settings-store.ts'

const defaults = {
  language: null,
  theme: 'system',
  activeCloudId: null,
  imageViews: [],
  history: defaultHistoryLimits,
}

test('are the defaults at first', () => {
  expect(createSettingsStore({ store: {} }).get()).toEqual(defaults)
})

test('a setting that cannot be understood costs no other', () => {
  const store = { language: 'vi', theme: 'mauve', activeCloudId: 'lab', from: 'a later version' }

  const settings = createSettingsStore({ store })

  expect(settings.get()).toEqual({ ...defaults, language: 'vi', activeCloudId: 'lab' })
})

test('a change is kept and written whole', () => {
  const file = { store: {} }
  const settings = createSettingsStore(file)

  const changed = settings.change({ theme: 'light' })

  expect(changed).toEqual({ ...defaults, theme: 'light' })
  expect(settings.get()).toEqual(changed)
  expect(file.store).toEqual(changed)
})
