import { homedir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { type FoundCloud, type ReadClouds, readCloudsFile } from './read-clouds-file.ts'

const context = { cwd: null, home: homedir(), wantedRegion: null, coloursInUse: [] }
const complete = {
  auth_url: 'https://identity.example.org/v3',
  username: 'demo',
  user_domain_name: 'Default',
  password: 'secret',
}

test.each<[string, object, object]>([
  [
    'project by id wins over its name',
    { project_id: 'p1', project_name: 'x' },
    { kind: 'project', project: { id: 'p1' } },
  ],
  [
    'project by name and domain name',
    { project_name: 'x', project_domain_name: 'D' },
    { kind: 'project', project: { name: 'x', domain: { name: 'D' } } },
  ],
  [
    'a domain by id wins over its name',
    { project_name: 'x', project_domain_name: 'D', project_domain_id: 'd' },
    { kind: 'project', project: { name: 'x', domain: { id: 'd' } } },
  ],
  [
    'the words of old files',
    { tenant_name: 'x', tenant_domain_id: 'd' },
    { kind: 'project', project: { name: 'x', domain: { id: 'd' } } },
  ],
  [
    'a bare domain is that of the project',
    { project_name: 'x', domain_id: 'd' },
    { kind: 'project', project: { name: 'x', domain: { id: 'd' } } },
  ],
  [
    'a default domain',
    { project_name: 'x', default_domain: 'd' },
    { kind: 'project', project: { name: 'x', domain: { id: 'd' } } },
  ],
  [
    'a bare domain without a project is the scope',
    { domain_name: 'D' },
    { kind: 'domain', domain: { name: 'D' } },
  ],
  ['the whole system', { system_scope: 'all', project_id: 'p1' }, { kind: 'system' }],
  ['a trust', { trust_id: 't1' }, { kind: 'trust', trustId: 't1' }],
  ['nothing is the scope of the user', {}, { kind: 'default' }],
])('scope: %s', (_case, auth, scope) => {
  expect(one({ auth: { ...complete, ...auth } }).settings.auth).toMatchObject({ scope })
})

test('for project and domain what stands outside “auth:” wins, for the user what stands inside', () => {
  const { settings } = one({
    project_id: 'outside',
    username: 'outside',
    auth: { ...complete, project_id: 'inside' },
  })

  expect(settings).toMatchObject({ auth: { scope: { project: { id: 'outside' } }, user: { name: 'demo' } } })
})

test.each<[object, string | null]>([
  [{ region_name: 'north' }, 'north'],
  [{ region_name: 'north,south' }, 'north'],
  [{ region_name: 'south', regions: ['north', 'south'] }, 'north'],
  [{ region_name: 'north', image_region_name: 'south' }, 'south'],
  [{ region_name: ['north', 'south'] }, 'north'],
  [{ regions: ['north', 'south'] }, 'north'],
  [{ regions: [{ name: 'north' }] }, 'north'],
  [{}, null],
])('region: %j', (keys, regionName) => {
  expect(one({ auth: complete, ...keys }).settings.regionName).toBe(regionName)
})

test('puts the region into an auth URL that asks for it', () => {
  const auth = { ...complete, auth_url: 'https://{region_name}.example.org/v3' }

  expect(one({ auth, region_name: 'north' }).settings.authUrl).toBe('https://north.example.org/v3')
})

test.each<[object, string]>([
  [{ interface: 'internal' }, 'internal'],
  [{ endpoint_type: 'adminURL' }, 'admin'],
  [{ interface: 'public', image_interface: 'internal' }, 'internal'],
  [{}, 'public'],
])('interface: %j', (keys, expected) => {
  expect(one({ auth: complete, ...keys }).settings.interface).toBe(expected)
})

test.each<[object, boolean]>([
  [{ verify: false }, false],
  [{ verify: 'no' }, false],
  [{ insecure: true }, false],
  [{ verify: true }, true],
  [{}, true],
])('verification: %j', (keys, verifyTls) => {
  expect(one({ auth: complete, ...keys }).settings.verifyTls).toBe(verifyTls)
})

test('finds a CA file in the home folder, and says of a relative path that it is not read', () => {
  const relative = read(JSON.stringify({ clouds: { a: { auth: complete, cacert: 'ca.pem' } } }))

  expect(one({ auth: complete, cacert: '~/ca.pem' }).settings.caFile).toBe(join(homedir(), 'ca.pem'))
  expect(relative.clouds[0]!.settings.caFile).toBeNull()
  expect(relative.problems).toMatchObject([{ key: 'cacert', reason: 'relative-path', value: 'ca.pem' }])
})

test('the values of the region that is wanted are laid over the cloud', () => {
  const entry = {
    auth: complete,
    interface: 'public',
    regions: ['north', { name: 'south', values: { interface: 'internal', auth: { project_id: 'p2' } } }],
  }
  const text = JSON.stringify({ clouds: { a: entry } })
  const readFor = (wantedRegion: string | null) =>
    readCloudsFile({ text, secureText: null, publicText: null }, { ...context, wantedRegion })

  expect(readFor(null).clouds[0]).toMatchObject({
    settings: { regionName: 'north', interface: 'public', auth: { scope: { kind: 'default' } } },
    regionNames: ['north', 'south'],
  })
  expect(readFor('south').clouds[0]!.settings).toMatchObject({
    regionName: 'south',
    interface: 'internal',
    auth: { user: { name: 'demo' }, scope: { project: { id: 'p2' } } },
  })
  expect(readFor('west').problems).toMatchObject([
    { key: 'region_name', reason: 'region-unknown', value: 'west', isBlocking: true },
  ])
})

const user = { name: 'demo', domain: { name: 'Default' } }

test.each<[string, object, object, string | null]>([
  ['v3password', {}, { method: 'password', user, scope: { kind: 'default' } }, 'secret'],
  ['v3totp', {}, { method: 'totp', user, scope: { kind: 'default' } }, null],
  ['v3token', { token: 't', project_id: 'p' }, { method: 'token', scope: { kind: 'project' } }, 't'],
  [
    'v3applicationcredential',
    { application_credential_id: 'i', application_credential_secret: 's' },
    { method: 'application-credential', credential: { id: 'i' } },
    's',
  ],
  [
    'v3applicationcredential',
    { application_credential_name: 'n', application_credential_secret: 's' },
    { method: 'application-credential', credential: { name: 'n', user } },
    's',
  ],
])('auth type %s with %j', (type, keys, auth, secret) => {
  const found = one({ auth_type: type, auth: { ...complete, ...keys } })

  expect(found.settings.auth).toMatchObject(auth)
  expect(found.secret).toBe(secret)
})

test.each([[['v3totp', 'v3password']], ['v3password,v3totp']])('factors %j', (methods) => {
  const found = one({ auth_type: 'v3multifactor', auth_methods: methods, auth: complete })

  expect(found.settings.auth).toMatchObject({ method: 'password-and-totp', user })
})

test('an id of a domain beats a name, wherever either stands', () => {
  const auth = { ...complete, project_name: 'x', project_domain_name: 'P', domain_id: 'd' }

  expect(one({ auth }).settings.auth).toMatchObject({
    user: { domain: { id: 'd' } },
    scope: { project: { domain: { id: 'd' } } },
  })
})

test('takes client certificate and image address along', () => {
  const found = one({
    auth: complete,
    cert: '~/me.pem',
    key: '/etc/me.key',
    image_endpoint_override: 'https://images.example.org',
  })

  expect(found.settings).toMatchObject({
    clientCertFile: join(homedir(), 'me.pem'),
    clientKeyFile: '/etc/me.key',
    imageEndpoint: 'https://images.example.org',
  })
})

function one(entry: object): FoundCloud {
  const { clouds, problems } = read(JSON.stringify({ clouds: { a: entry } }))
  expect(problems).toEqual([])
  return clouds[0]!
}

function read(text: string): ReadClouds {
  return readCloudsFile({ text, secureText: null, publicText: null }, context)
}
