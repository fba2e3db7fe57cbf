import { expect, test } from 'vitest'

import { softenLines } from './soften-lines.ts'

test('leaves text alone whose lines an editor can bear', () => {
  const text = `${'a'.repeat(20_000)}\nb\n`

  expect(softenLines(text)).toEqual({ text, hasBroken: false })
})

test('breaks a single line of 300 kB into pieces, and says so', () => {
  const text = `${'x'.repeat(300_001)}\nlast`

  const { text: soft, hasBroken } = softenLines(text)

  expect(hasBroken).toBe(true)
  expect(soft.replaceAll('\n', '')).toBe(text.replaceAll('\n', ''))
  expect(Math.max(...soft.split('\n').map((line) => line.length))).toBe(20_000)
})

test('never parts the two halves of a character', () => {
  const { text } = softenLines('😀'.repeat(30_000).replace(/^/, 'x'))

  expect(text.split('\n').every((line) => !/\p{Surrogate}/u.test(line))).toBe(true)
})
