import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { redactHeaders, redactText, redactUrl } from './redact.ts'

const token = `gAAAAAB${'x'.repeat(160)}_-9`

test('keeps the names of secret headers and drops their values, whatever their case', () => {
  const headers = redactHeaders([
    ['x-auth-TOKEN', 'abc'],
    ['X-Subject-Token', 'abc'],
    ['Authorization', 'Basic dTpw'],
    ['Set-Cookie', 'a=b'],
    ['X-Api-Key', 'abc'],
    ['X-Service-Password', 'abc'],
    ['Vary', 'X-Auth-Token'],
    ['Content-Type', 'application/json'],
  ])

  expect(headers.map(([, value]) => value)).toEqual([
    '[redacted]',
    '[redacted]',
    '[redacted]',
    '[redacted]',
    '[redacted]',
    '[redacted]',
    'X-Auth-Token',
    'application/json',
  ])
})

test('leaves a variable in a secret header, since it tells nothing', () => {
  expect(redactHeaders([['X-Auth-Token', '{{cloud.token}}']])).toEqual([['X-Auth-Token', '{{cloud.token}}']])
})

test('takes user information and secret parameters out of a URL, also in a Location', () => {
  expect(redactUrl('https://admin:s3cret@cloud:5000/v3?token=abc&limit=2&X-Amz-Signature=12#x')).toBe(
    'https://[redacted]@cloud:5000/v3?token=[redacted]&limit=2&X-Amz-Signature=[redacted]#x',
  )
  expect(redactHeaders([['Location', 'http://u:p@h/x?password=1']])).toEqual([
    ['Location', 'http://[redacted]@h/x?password=[redacted]'],
  ])
})

test('takes the password, the secret, the passcode and the token id out of what Keystone is sent', () => {
  const text = `{ "auth": { "identity": {
    "methods": ["password", "token"], "password": {"user": {"id": "u1", "password":"Welcome\\"123"}},
    "totp": {"user": {"passcode": 123456}}, "token": {"id": "b7f1"},
    "application_credential": {"id": "ac1", "secret": "s"} } } }`

  const clean = redactText(text)

  expect(JSON.parse(clean)).toEqual({
    auth: {
      identity: {
        methods: ['password', 'token'],
        password: { user: { id: 'u1', password: '[redacted]' } },
        totp: { user: { passcode: '[redacted]' } },
        token: { id: '[redacted]' },
        application_credential: { id: 'ac1', secret: '[redacted]' },
      },
    },
  })
})

test('changes nothing else in a body: spaces, big numbers and dates stay as they are', () => {
  const text = '{ "size":  12345678901234567890, "password_expires_at": "2026-01-01", "id": "t" }\n'

  expect(redactText(text)).toBe(text)
})

test('reads JSON inside a JSON string, as in the blob of a credential', () => {
  const clean = redactText(JSON.stringify({ blob: JSON.stringify({ access: 'a', secret: 'hidden' }) }))

  expect(clean).not.toContain('hidden')
  expect(clean).toContain('access')
})

test('reads JSON that curl calls a form, a form, and plain text', () => {
  expect(redactText('{"password":"p1"')).toBe('{"password":"[redacted]"')
  expect(redactText('user=admin&password=p1&x=2')).toBe('user=admin&password=[redacted]&x=2')
  expect(redactText('user: admin\npassword: p1, done')).toBe('user: admin\npassword: [redacted], done')
})

test('finds a Keystone token and a known secret wherever they stand', () => {
  expect(redactText(`The token ${token}== is not valid`)).toBe('The token [redacted] is not valid')
  expect(redactUrl(`http://h/${token}`)).toBe('http://h/[redacted]')
  expect(redactText('said: Welcome123!', ['Welcome123'])).toBe('said: [redacted]!')
})

test('leaves no secret in any JSON, and every other value in it', () => {
  const secret = fc.string({ minLength: 1 }).map((text) => `S3CR3T${text}`)
  const harmless = fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom('x', 'a b', 'ü"\\'))
  const object = fc.record({
    password: secret,
    name: harmless,
    nested: fc.record({ secret, size: harmless }),
  })

  fc.assert(
    fc.property(object, fc.constantFrom(0, 2), (value, indent) => {
      const clean = redactText(JSON.stringify(value, null, indent))

      expect(JSON.parse(clean)).toEqual({
        ...value,
        password: '[redacted]',
        nested: { ...value.nested, secret: '[redacted]' },
      })
    }),
  )
})

test('never fails on text that is cut or is not JSON at all', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('', '{', '[{"a":'), (text, start) => {
      expect(redactText(start + text)).toBeTypeOf('string')
    }),
  )
})

test('comes to an end with bodies made to be slow: long strings, deep nesting, no end', () => {
  const size = 500_000
  const bodies = [
    JSON.stringify({ long: 'x'.repeat(size), quotes: '\\"'.repeat(size) }),
    `{"a":"${'\\'.repeat(size)}`,
    '['.repeat(size) + '1,'.repeat(size),
    `a=b&${'x'.repeat(size)}`,
    'x'.repeat(size),
    'eyJ'.repeat(size),
    `password${' '.repeat(size)}`,
  ]

  const lengths = bodies.map((body) => redactText(body).length)

  expect(lengths).toEqual(bodies.map(({ length }) => length))
})
