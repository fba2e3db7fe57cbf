import { expect, test } from 'vitest'

import { compareTexts } from './compare-texts.ts'

test('says which lines went and which came, numbers as they were written', () => {
  const before = '{\n  "id": 9007199254740993,\n  "size": 1.0\n}'
  const after = '{\n  "id": 9007199254740992,\n  "size": 1.0\n}\n'

  expect(compareTexts(before, after)).toEqual([
    { kind: 'same', text: '{' },
    { kind: 'removed', text: '  "id": 9007199254740993,' },
    { kind: 'added', text: '  "id": 9007199254740992,' },
    { kind: 'same', text: '  "size": 1.0' },
    { kind: 'same', text: '}' },
  ])
  expect(compareTexts('', '')).toEqual([])
})

test('gives up on what differs everywhere, rather than hold the page', () => {
  const startedAtMs = performance.now()

  expect(compareTexts(lines(31), lines(77))).toBeNull()
  expect(performance.now() - startedAtMs).toBeLessThan(20_000)
})

function lines(seed: number): string {
  return Array.from({ length: 60_000 }, (_, at) => `${(at * seed) % 65_521}`).join('\n')
}
