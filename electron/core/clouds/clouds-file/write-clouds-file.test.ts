import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import type { CloudSettings } from '../../../../shared/model/cloud.ts'
import type { CloudAuth } from '../../../../shared/model/cloud-auth.ts'
import { readCloudsFile } from './read-clouds-file.ts'
import { writeCloudsFile } from './write-clouds-file.ts'

const context = { cwd: null, home: '/home/me', wantedRegion: null, coloursInUse: [] }

test('what was written is read as it was, whatever the names and secrets', () => {
  // The first of two equal names would be lost, and a comma in a region makes a list of it.
  const word = fc
    .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
    .filter((text) => text.trim() === text)
  const domain = fc.oneof(fc.record({ id: word }), fc.record({ name: word }))
  const user = fc.oneof(fc.record({ id: word }), fc.record({ name: word, domain }))
  const scope = fc.oneof(
    fc.constant({ kind: 'default' as const }),
    fc.constant({ kind: 'system' as const }),
    fc.record({ kind: fc.constant('project' as const), project: user }),
    fc.record({ kind: fc.constant('domain' as const), domain }),
    fc.record({ kind: fc.constant('trust' as const), trustId: word }),
  )
  const auth: fc.Arbitrary<CloudAuth> = fc.oneof(
    fc.record({ method: fc.constantFrom('password', 'password-and-totp'), user, scope }),
    fc.record({ method: fc.constant('token' as const), scope }),
    fc.record({
      method: fc.constant('application-credential' as const),
      credential: fc.oneof(fc.record({ id: word }), fc.record({ name: word, user })),
    }),
  ) as fc.Arbitrary<CloudAuth>

  fc.assert(
    fc.property(word, auth, word, fc.boolean(), (name, anyAuth, secret, verifyTls) => {
      const settings = settingsOf({ name, auth: anyAuth, verifyTls })
      const { text, secureText } = writeCloudsFile([{ settings, secret }])
      const read = readCloudsFile({ text, secureText, publicText: null }, context)

      expect(read).toMatchObject({ problems: [], clouds: [{ settings, secret }] })
    }),
    { numRuns: 300 },
  )
})

test('secrets are in secure.yaml alone, which is not there where there are none', () => {
  const clouds = [
    { settings: settingsOf({ name: 'a' }), secret: 'hunter2' },
    { settings: settingsOf({ name: 'b' }), secret: null },
  ]

  expect(writeCloudsFile(clouds).text).not.toContain('hunter2')
  expect(writeCloudsFile(clouds).secureText).toBe(
    '"clouds":\n  "a":\n    "auth":\n      "password": "hunter2"\n',
  )
  expect(writeCloudsFile([clouds[1]!]).secureText).toBeNull()
})

test('quotes what an older YAML would take for a number or a truth', () => {
  const auth: CloudAuth = { method: 'password', user: { id: '007' }, scope: { kind: 'default' } }

  expect(writeCloudsFile([{ settings: settingsOf({ name: 'yes', auth }), secret: null }]).text).toBe(
    `"clouds":
  "yes":
    "auth_type": "v3password"
    "auth":
      "auth_url": "https://identity.example.org/v3"
      "user_id": "007"
    "region_name": "north"
    "interface": "internal"
    "image_endpoint_override": "https://images.example.org"
    "cacert": "/etc/ca.pem"
    "cert": "/etc/me.pem"
    "key": "/etc/me.key"
`,
  )
})

function settingsOf(changes: Partial<CloudSettings>): CloudSettings {
  return {
    name: 'a',
    authUrl: 'https://identity.example.org/v3',
    auth: { method: 'password', user: { id: 'u1' }, scope: { kind: 'default' } },
    regionName: 'north',
    interface: 'internal',
    imageEndpoint: 'https://images.example.org',
    verifyTls: true,
    caFile: '/etc/ca.pem',
    clientCertFile: '/etc/me.pem',
    clientKeyFile: '/etc/me.key',
    colour: 'teal',
    isProtected: false,
    ...changes,
  }
}
