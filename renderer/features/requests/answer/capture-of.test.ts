import { expect, test } from 'vitest'

import { captureOf } from './capture-of.ts'

test.each([
  ['$.images[0].id', 'id'],
  ["$.image['os-type']", 'os_type'],
  ['$[3]', 'value'],
  ["$['2nd']", '_2nd'],
])('names what lies at %s %s', (path, variable) => {
  expect(captureOf({ kind: 'json', path }, [])).toMatchObject({ variable, part: { kind: 'json', path } })
})

test('takes no name that the request sets already', () => {
  const first = captureOf(at('$.id'), [])
  const second = captureOf(at('$.a.id'), [first])

  expect(second.variable).toBe('id_2')
  expect(captureOf(at('$.b.id'), [first, second]).variable).toBe('id_3')
})

test.each([
  ['X-Openstack-Request-Id', 'x_openstack_request_id', false],
  ['X-Subject-Token', 'x_subject_token', true],
  ['Set-Cookie', 'set_cookie', true],
])('names the header %s %s, and keeps it as a secret if it is one: %s', (name, variable, isSecret) => {
  const part = { kind: 'header', name } as const

  expect(captureOf(part, [])).toMatchObject({ variable, isSecret, part })
})

function at(path: string) {
  return { kind: 'json', path } as const
}
