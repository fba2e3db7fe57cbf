import { expect, test } from 'vitest'

import { abortable } from './abortable.ts'
import { Stop } from './stop.ts'

test('ends what waits beside it, with its reason, and only the first time', async () => {
  const stop = new Stop()
  const waiting = abortable(stop, () => {})

  stop.abort(new Error('enough'))
  stop.abort(new Error('too late'))

  await expect(waiting).rejects.toThrow('enough')
  expect(stop.reason).toEqual(new Error('enough'))
})

test('gives a signal to those who ask before and after', () => {
  const stop = new Stop()
  const early = stop.signal

  stop.abort('enough')

  expect([early.aborted, early.reason]).toEqual([true, 'enough'])
  expect(stop.signal).toBe(early)
  const late = new Stop()
  late.abort('enough')
  expect(late.signal.reason).toBe('enough')
})

test('forgets a listener that was taken off', () => {
  const stop = new Stop()
  let calls = 0
  const listener = () => {
    calls += 1
  }
  stop.addEventListener('abort', listener)
  stop.removeEventListener('abort', listener)

  stop.abort(new Error('enough'))

  expect([calls, stop.aborted]).toEqual([0, true])
  expect(() => stop.throwIfAborted()).toThrow('enough')
})
