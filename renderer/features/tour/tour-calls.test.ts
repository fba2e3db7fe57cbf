import { expect, test } from 'vitest'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import type { CloudAuth } from '../../../shared/model/cloud-auth.ts'
import type { SignedInCloud } from '../../lib/live.ts'
import { createdImageId, isDoneBy, tourCalls, tourDraft } from './tour-calls.ts'

const id = '7d639bc3-0562-435f-980a-7598c40da68a'
const base = 'http://glance:9292/prefix/v2/images'

test('knows each call by method, path and status, whoever made it', () => {
  const made: [string, string, number][] = [
    ['POST', 'http://keystone:5000/v3/auth/tokens', 201],
    ['GET', `${base}?limit=1000&sort=name`, 200],
    ['POST', base, 201],
    ['GET', `${base}/${id}`, 200],
    ['PUT', `${base}/${id}/file`, 204],
    ['GET', `${base}/${id}/file`, 200],
    ['POST', `${base}/${id}/actions/deactivate`, 204],
    ['POST', `${base}/${id}/actions/reactivate`, 204],
    ['DELETE', `${base}/${id}`, 204],
  ]

  const known = made.map(([method, url, status]) =>
    tourCalls.filter((call) => isDoneBy(call, record({ method, url, status }), id)),
  )

  expect(known).toEqual(tourCalls.map((call) => [call]))
})

test('takes no refused call and no call for another image', () => {
  const other = '00000000-0000-0000-0000-000000000000'

  expect(isDoneBy('delete', record({ method: 'DELETE', url: `${base}/${id}`, status: 403 }), id)).toBe(false)
  expect(isDoneBy('delete', record({ method: 'DELETE', url: `${base}/${other}`, status: 204 }), id)).toBe(
    false,
  )
  expect(isDoneBy('delete', record({ method: 'DELETE', url: `${base}/`, status: 204 }), null)).toBe(false)
})

test('reads the id of a new image from its Location', () => {
  expect(createdImageId(record({ responseHeaders: [['location', `${base}/${id}`]] }))).toBe(id)
  expect(createdImageId(record({ responseHeaders: [] }))).toBeNull()
})

test('asks for a token as the cloud is signed in to, and never writes a secret out', () => {
  const user = { id: 'u1' }
  const scope = { kind: 'default' } as const

  expect(bodyFor({ method: 'password', user, scope })).toEqual({
    identity: {
      methods: ['password'],
      password: { user: { id: '{{cloud.user_id}}', password: '{{cloud.password}}' } },
    },
    scope: { project: { id: '{{cloud.project_id}}' } },
  })
  expect(bodyFor({ method: 'totp', user, scope })).toMatchObject({
    identity: { methods: ['token'], token: { id: '{{cloud.token}}' } },
  })
  expect(bodyFor({ method: 'application-credential', credential: { id: 'c1' } })).toEqual({
    identity: {
      methods: ['application_credential'],
      application_credential: { id: 'c1', secret: '{{cloud.secret}}' },
    },
  })
})

function bodyFor(auth: CloudAuth) {
  const { body } = tourDraft('token', cloud(auth), { kind: 'none' }, '')
  return body.kind === 'text' ? (JSON.parse(body.text) as { auth: object }).auth : null
}

function record(parts: Partial<ExchangeRecord>): ExchangeRecord {
  return parts as ExchangeRecord
}

function cloud(auth: CloudAuth): SignedInCloud {
  return { settings: { auth }, session: { scope: 'project', domainName: null } } as SignedInCloud
}
