import { expect, test } from 'vitest'

import type { CloudSettings } from '../../../shared/model/cloud.ts'
import { emptyForm, formOf, settingsOf } from './cloud-form.ts'

const lab: CloudSettings = {
  name: 'lab',
  authUrl: 'https://lab.example:5000/v3',
  user: { name: 'demo', domain: { name: 'Default' } },
  scope: { kind: 'project', project: { name: 'demo', domain: { id: 'default' } } },
  regionName: 'RegionOne',
  interface: 'internal',
  verifyTls: false,
  caFile: '/etc/ssl/lab.pem',
  colour: 'blue',
  isProtected: true,
}

test.each<[string, CloudSettings]>([
  ['names and domains', lab],
  ['ids', { ...lab, user: { id: 'u1' }, scope: { kind: 'project', project: { id: 'p1' } } }],
  ['domain scope', { ...lab, scope: { kind: 'domain', domain: { name: 'Staff' } } }],
  ['no scope, no region', { ...lab, scope: { kind: 'unscoped' }, regionName: null, caFile: null }],
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
