import { expect, test } from 'vitest'

import {
  blankVariable,
  definitionsOf,
  type EditedVariable,
  secretChanges,
  variableFaults,
  withSecrecy,
} from './edited-variable.ts'

test('finds names that {{…}} cannot hold and names that are there twice, and passes over blank lines', () => {
  const variables = [
    named('a.b-c'),
    blankVariable,
    named('2nd'),
    named('a.b-c'),
    { ...named(''), value: 'x' },
  ]

  expect([...variableFaults(variables)]).toEqual([
    [2, 'name'],
    [3, 'twice'],
    [4, 'name'],
  ])
})

test('a value that becomes secret leaves the file for the key store, and comes back while it is only typed', () => {
  const secret = withSecrecy({ ...named('password'), value: 'hush' }, true)

  expect(definitionsOf([secret])).toEqual([{ ...named('password'), isSecret: true }])
  expect(secretChanges([], [secret])).toEqual([{ name: 'password', value: 'hush' }])
  expect(withSecrecy(secret, false)).toEqual({ ...named('password'), value: 'hush' })
})

test('forgets the secret of a variable that was taken out, renamed or is none any more', () => {
  const before = ['gone', 'old', 'open', 'kept'].map((name) => ({ ...named(name), isSecret: true }))
  const after = [
    { ...named('new'), isSecret: true, newSecret: 'x' },
    named('open'),
    { ...named('kept'), isSecret: true },
  ]

  expect(secretChanges(before, after)).toEqual([
    { name: 'gone', value: null },
    { name: 'old', value: null },
    { name: 'open', value: null },
    { name: 'new', value: 'x' },
  ])
})

function named(name: string): EditedVariable {
  return { ...blankVariable, name }
}
