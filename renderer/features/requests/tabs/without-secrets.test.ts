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

function draftWith(changes: Partial<RequestDraft>): RequestDraft {
  return { ...newDraft, ...changes }
}

function header(name: string, value: string) {
  return { name, value, isEnabled: true }
}

function bodyWith(password: string): string {
  return `{ "user": { "id": "b257", "password": "${password}" }, "size": 1.0 }`
}
