import { expect, test } from 'vitest'

import { isPressed, requestKeys } from './keys.ts'

const none = { key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

test('knows keys by all that is held, and a letter by its place', () => {
  const altW = { ...none, key: '∑', code: 'KeyW', altKey: true }

  expect(isPressed(altW, 'Alt+W')).toBe(true)
  expect(isPressed({ ...altW, ctrlKey: true }, 'Alt+W')).toBe(false)
  expect(isPressed({ ...altW, altKey: false }, 'Alt+W')).toBe(false)
  expect(isPressed({ ...none, key: 'Tab', code: 'Tab', ctrlKey: true, shiftKey: true }, 'Ctrl+Tab')).toBe(
    false,
  )
  expect(isPressed({ ...none, key: 'Enter', code: 'Enter', metaKey: true }, 'Ctrl+Enter')).toBe(true)
})

test('no keys stand for two things', () => {
  const all = Object.values(requestKeys).flat()

  expect(new Set(all).size).toBe(all.length)
})
