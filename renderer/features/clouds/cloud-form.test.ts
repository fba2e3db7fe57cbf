import { expect, test } from 'vitest'

import type { CloudSettings } from '../../../shared/model/cloud.ts'
import type { CloudAuth } from '../../../shared/model/cloud-auth.ts'
import { emptyForm, formOf, settingsOf } from './cloud-form.ts'

const lab: CloudSettings = {
  name: 'lab',
  authUrl: 'https://lab.example:5000/v3',
  auth: {
    method: 'password',
    user: { name: 'demo', domain: { name: 'Default' } },
    scope: { kind: 'project', project: { name: 'demo', domain: { id: 'default' } } },
  },
  regionName: 'RegionOne',
  interface: 'internal',
  verifyTls: false,
  caFile: '/etc/ssl/lab.pem',
  clientCertFile: '/etc/ssl/me.pem',
  clientKeyFile: '/etc/ssl/me.key',
  imageEndpoint: 'https://images.example/glance',
  colour: 'blue',
  isProtected: true,
}

const user = { id: 'u1' }
const withAuth = (auth: CloudAuth): CloudSettings => ({ ...lab, auth })

test.each<[string, CloudSettings]>([
  ['names and domains', lab],
  ['ids', withAuth({ method: 'totp', user, scope: { kind: 'project', project: { id: 'p1' } } })],
  ['domain scope', withAuth({ method: 'token', scope: { kind: 'domain', domain: { name: 'Staff' } } })],
  ['trust', withAuth({ method: 'password-and-totp', user, scope: { kind: 'trust', trustId: 't1' } })],
  ['system', withAuth({ method: 'password', user, scope: { kind: 'system' } })],
  ['a credential by id', withAuth({ method: 'application-credential', credential: { id: 'a1' } })],
  ['a credential by name', withAuth({ method: 'application-credential', credential: { name: 'ci', user } })],
  ['no region', { ...lab, regionName: null, caFile: null, clientCertFile: null, clientKeyFile: null }],
])('settings survive being edited: %s', (_, settings) => {
  expect(settingsOf(formOf(settings))).toEqual({ settings })
})

test('names the fields that are still needed, and only those of the chosen kinds', () => {
  const form = {
    ...emptyForm('teal'),
    userBy: 'id' as const,
    scopeKind: 'unscoped' as const,
    authUrl: 'lab:5000',
  }

  expect(settingsOf(form)).toEqual({ missing: new Set(['name', 'userId', 'authUrl']) })
})
