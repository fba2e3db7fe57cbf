import { expect, test } from 'vitest'

import type { RequestDraft } from '../../../../shared/model/request.ts'
import { newDraft } from '../../../../shared/model/new-draft.ts'
import { lacksSecrets, withoutSecrets } from './without-secrets.ts'

const fernet = 'gAAAAABXXYpOBlipqKH_tBqoTAmWTtCyP_IfpGy4QzEFQ1ign3XJ2xiNeS6V6c6XCjFcVG6A'

test('takes out tokens and passwords that were typed, and nothing else', () => {
  const draft = draftWith({
    url: `http://c:5000/v3/auth/tokens?t=${fernet}`,
    headers: [header('X-Auth-Token', fernet), header('Accept', '*/*'), header('X-Note', `about ${fernet}`)],
    body: { kind: 'text', text: bodyWith('Welcome\\"123') },
  })

  const kept = withoutSecrets(draft)

  expect(kept).toEqual({
    ...draft,
    url: 'http://c:5000/v3/auth/tokens?t=[redacted]',
    headers: [
      header('X-Auth-Token', '[redacted]'),
      header('Accept', '*/*'),
      header('X-Note', 'about [redacted]'),
    ],
    body: { kind: 'text', text: bodyWith('[redacted]') },
  })
  expect(lacksSecrets(kept)).toBe(true)
})

test('leaves a draft as it is whose secrets are variables', () => {
  const draft = draftWith({
    headers: [header('X-Auth-Token', '{{token}}'), header('Authorization', 'Bearer {{token}}')],
    body: { kind: 'text', text: '{"password":"{{secret.lab-admin}}"}' },
  })

  expect(withoutSecrets(draft)).toEqual(draft)
  expect(lacksSecrets(draft)).toBe(false)
})

test('takes out what was typed into auth, forms, proxies and certificates', () => {
  const draft = draftWith({
    query: [header('api_key', 'abc')],
    auth: { kind: 'basic', username: 'anna', password: 'Welcome1' },
    body: { kind: 'urlencoded', pairs: [header('password', 'Welcome1'), header('user', 'anna')] },
    options: {
      ...newDraft.options,
      proxy: { kind: 'url', url: 'http://anna:Welcome1@proxy:3128', noProxy: '' },
      clientCertificate: { kind: 'pkcs12', path: '/a.p12', passphrase: 'Welcome1' },
    },
  })

  const kept = withoutSecrets(draft)

  expect(JSON.stringify(kept)).not.toMatch(/Welcome1|abc/)
  expect(kept.auth).toEqual({ kind: 'basic', username: 'anna', password: '[redacted]' })
  expect(kept.options.proxy).toEqual({
    kind: 'url',
    url: 'http://anna:[redacted]@proxy:3128',
    noProxy: '',
  })
  expect(lacksSecrets(kept)).toBe(true)
})

test('keeps the language of a text', () => {
  const body = { kind: 'text', text: '<a/>', language: 'xml' } as const

  expect(withoutSecrets(draftWith({ body })).body).toEqual(body)
})

function draftWith(changes: Partial<RequestDraft>): RequestDraft {
  return { ...newDraft, ...changes }
}

function header(name: string, value: string) {
  return { name, value, isEnabled: true }
}

function bodyWith(password: string): string {
  return `{ "user": { "id": "b257", "password": "${password}" }, "size": 1.0 }`
}
