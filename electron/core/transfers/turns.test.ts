import { expect, test } from 'vitest'

import { createTurns } from './turns.ts'

const never = new AbortController().signal

test('lets a few in at once for each key, the others in the order they came', async () => {
  const turns = createTurns(2)
  const entered: string[] = []
  const enter = async (name: string, key: string) => {
    const giveBack = await turns.take(key, never)
    entered.push(name)
    return giveBack
  }

  const [first, second] = await Promise.all([enter('a1', 'a'), enter('a2', 'a'), enter('b1', 'b')])
  const third = enter('a3', 'a')
  const fourth = enter('a4', 'a')
  first()
  const giveBackThird = await third

  expect(entered).toEqual(['a1', 'a2', 'b1', 'a3'])

  second()
  giveBackThird()
  const giveBackFourth = await fourth
  giveBackFourth()
  await Promise.all([enter('a5', 'a'), enter('a6', 'a')])
  expect(entered.slice(4)).toEqual(['a4', 'a5', 'a6'])
})

test('an abort leaves the line, and passes its reason through', async () => {
  const turns = createTurns(1)
  const giveBack = await turns.take('a', never)
  const leaving = new AbortController()
  const left = turns.take('a', leaving.signal)
  const next = turns.take('a', never)
  const reason = new Error('stopped')

  leaving.abort(reason)

  await expect(left).rejects.toBe(reason)
  giveBack()
  await expect(next).resolves.toBeTypeOf('function')
})
