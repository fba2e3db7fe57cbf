import { homedir } from 'node:os'

import { expect, test } from 'vitest'

import type { CloudsFileProblem } from '../../../../shared/model/clouds-file.ts'
import { type ReadClouds, readCloudsFile } from './read-clouds-file.ts'

const context = { cwd: null, home: homedir(), wantedRegion: null, coloursInUse: [] }
const complete = {
  auth_url: 'https://identity.example.org/v3',
  username: 'demo',
  user_domain_name: 'Default',
  password: 'secret',
}

test('reads the file that Horizon gives', () => {
  const { clouds, problems } = read(`
# This is a clouds.yaml file, which can be used by OpenStack tools as a source
clouds:
  openstack:
    auth:
      auth_url: http://10.0.0.1/identity
      username: "demo"
      project_id: 917809145ee54f478daa24298595d667
      project_name: "demo"
      user_domain_name: "Default"
    region_name: "RegionOne"
    interface: "public"
    identity_api_version: 3
`)

  expect(problems).toEqual([])
  expect(clouds).toEqual([
    {
      settings: {
        name: 'openstack',
        authUrl: 'http://10.0.0.1/identity',
        auth: {
          method: 'password',
          user: { name: 'demo', domain: { name: 'Default' } },
          scope: { kind: 'project', project: { id: '917809145ee54f478daa24298595d667' } },
        },
        regionName: 'RegionOne',
        interface: 'public',
        verifyTls: true,
        caFile: null,
        clientCertFile: null,
        clientKeyFile: null,
        imageEndpoint: null,
        colour: 'teal',
        isProtected: false,
      },
      secret: null,
      regionNames: ['RegionOne'],
    },
  ])
})

test('reads JSON as well, and a file that starts with a byte order mark', () => {
  expect(read(`\uFEFF${JSON.stringify({ clouds: { a: { auth: complete } } })}`).clouds).toHaveLength(1)
})

test('lays secure.yaml over it, section by section, dashes and underscores being one', () => {
  const text = 'clouds: {a: {auth: {auth_url: "http://a", user-id: u1, password: old}, region-name: r}}'
  const secureText =
    'clouds: {a: {auth: {password: new, project-id: p1}}, b: {auth: {auth_url: "http://b", user_id: u2}}}'

  const { clouds } = readCloudsFile({ text, secureText, publicText: null }, context)

  expect(clouds.map(({ settings, secret }) => [settings.name, settings.regionName, secret])).toEqual([
    ['a', 'r', 'new'],
    ['b', null, null],
  ])
  expect(clouds[0]!.settings.auth).toMatchObject({ scope: { kind: 'project', project: { id: 'p1' } } })
})

test('resolves anchors and merge keys', () => {
  const { clouds } = read(`
defaults: &defaults
  region_name: north
  auth: &auth { auth_url: "http://a", user_domain_name: Default, username: shared }
clouds:
  a:
    <<: *defaults
  b:
    <<: [{ region_name: south }, *defaults]
    auth:
      <<: *auth
      username: own
`)

  expect(clouds.map(({ settings }) => [settings.regionName, settings.auth])).toMatchObject([
    ['north', { user: { name: 'shared', domain: { name: 'Default' } } }],
    ['south', { user: { name: 'own', domain: { name: 'Default' } } }],
  ])
})

test('takes numbers, dates and words that mean true as the text they are', () => {
  const { clouds } = read(
    'clouds: {2026: {auth: {auth_url: "http://a", user_id: 007, password: 0x1F, project_id: 1e3}}}',
  )

  expect(clouds[0]).toMatchObject({
    settings: { name: '2026', auth: { user: { id: '007' }, scope: { project: { id: '1e3' } } } },
    secret: '0x1F',
  })
})

test('names each missing key with the line of its section, and leaves the cloud out', () => {
  const { clouds, problems } = read(`
clouds:
  whole:
    auth: { auth_url: "http://a", user_id: u1 }

  bare:
    auth:
      username: demo
      project_name: x
  empty:
`)

  expect(clouds.map(({ settings }) => settings.name)).toEqual(['whole'])
  expect(problems.map(({ cloudName, key, line, reason }) => [cloudName, key, line, reason])).toEqual([
    ['bare', 'user_domain_name', 7, 'missing'],
    ['bare', 'project_domain_name', 7, 'missing'],
    ['bare', 'auth_url', 7, 'missing'],
    ['empty', 'username', 10, 'missing'],
    ['empty', 'user_domain_name', 10, 'missing'],
    ['empty', 'auth_url', 10, 'missing'],
  ])
})

test.each<[string, object, Partial<CloudsFileProblem>]>([
  [
    'an auth type that is not supported',
    { auth_type: 'v3oidcpassword' },
    { key: 'auth_type', reason: 'auth-type-unsupported', value: 'v3oidcpassword' },
  ],
  ['no auth type at all', { auth_type: 'none' }, { key: 'auth_type', reason: 'auth-type-unsupported' }],
  [
    'factors that are not supported',
    { auth_type: 'v3multifactor', auth_methods: ['v3password', 'v3oauth1'] },
    { key: 'auth_methods', reason: 'auth-method-unsupported', value: 'v3password, v3oauth1' },
  ],
  ['factors that are not named', { auth_type: 'v3multifactor' }, { key: 'auth_methods', reason: 'missing' }],
  [
    'a part of the system',
    { auth: { ...complete, system_scope: 'some' } },
    { key: 'system_scope', reason: 'system-scope' },
  ],
  ['version 2', { identity_api_version: '2.0' }, { key: 'identity_api_version', reason: 'identity-version' }],
  [
    'an address that is none',
    { auth: { ...complete, auth_url: 'ftp://a' } },
    { key: 'auth_url', reason: 'not-a-url' },
  ],
  [
    'an image address that is none',
    { image_endpoint_override: 'glance' },
    { key: 'image_endpoint_override', reason: 'not-a-url' },
  ],
  [
    'a section for a value',
    { auth: { ...complete, password: {} } },
    { key: 'password', reason: 'not-one-value' },
  ],
  ['a claim that is none', { verify: 'perhaps' }, { key: 'verify', reason: 'not-a-boolean' }],
])('leaves a cloud out because of %s', (_case, keys, problem) => {
  const { clouds, problems } = read(JSON.stringify({ clouds: { a: { auth: complete, ...keys } } }))

  expect(clouds).toEqual([])
  expect(problems).toMatchObject([{ file: 'clouds', cloudName: 'a', line: 1, isBlocking: true, ...problem }])
})

test('does not guess what keys of an application credential without its auth_type mean', () => {
  const credential = { application_credential_id: 'i', application_credential_secret: 's' }
  const alone = read(JSON.stringify({ clouds: { a: { auth: { auth_url: 'http://a', ...credential } } } }))
  const beside = read(JSON.stringify({ clouds: { a: { auth: { ...complete, ...credential } } } }))

  expect(alone.clouds).toEqual([])
  expect(alone.problems).toMatchObject([
    {
      key: 'application_credential_id',
      reason: 'auth-type-unstated',
      value: 'v3applicationcredential',
      isBlocking: true,
    },
  ])
  expect(beside.clouds).toHaveLength(1)
  expect(beside.problems).toMatchObject([{ reason: 'auth-type-unstated', isBlocking: false }])
})

test('says what it does not read of a cloud that it can use', () => {
  const { clouds, problems } = read(`
clouds:
  a:
    profile: vexxhost
    auth: { auth_url: "http://a", user_id: u1, usrname: demo, passcode: 123456 }
    key: client.key
    interface: sideways
    image_api_version: 1
    networks: []
    api_timeout: 30
`)

  expect(clouds).toHaveLength(1)
  expect(problems.map(({ key, line, reason, value }) => [key, line, reason, value])).toEqual([
    ['profile', 4, 'profile-unknown', 'vexxhost'],
    ['usrname', 5, 'key-unknown', null],
    ['passcode', 5, 'passcode-in-file', null],
    ['interface', 7, 'interface-unknown', 'sideways'],
    ['image_api_version', 8, 'image-version', null],
    ['key', 6, 'relative-path', 'client.key'],
  ])
})

test('lays a cloud over the profile that it names, and tells which file a problem is in', () => {
  const text = `
clouds:
  a: { cloud: acme, auth: { user_id: u1 } }
  b: { profile: gone, auth: { user_id: u1 } }
`
  const publicText = `
public-clouds:
  acme:
    region-name: north
    auth: { auth_url: "https://acme.example.org/{region_name}", user_id: other }
    verify: perhaps
  gone: { status: shutdown, auth: { auth_url: "https://gone.example.org" } }
`
  const { problems } = readCloudsFile({ text, secureText: null, publicText }, context)
  const mended = publicText.replace('perhaps', 'false')
  const { clouds } = readCloudsFile({ text, secureText: null, publicText: mended }, context)

  expect(problems).toMatchObject([
    { file: 'public', cloudName: 'a', key: 'verify', line: 6, reason: 'not-a-boolean' },
    { file: 'clouds', cloudName: 'b', key: 'profile', line: 4, reason: 'profile-shutdown', value: 'gone' },
  ])
  expect(clouds.map(({ settings }) => settings)).toMatchObject([
    {
      name: 'a',
      authUrl: 'https://acme.example.org/north',
      auth: { user: { id: 'u1' } },
      regionName: 'north',
      verifyTls: false,
    },
  ])
})

test('a file of another kind gives no flood', () => {
  const auth = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key${index}`, 1]))

  expect(read(JSON.stringify({ clouds: { a: { auth } } })).problems).toHaveLength(20)
})

function read(text: string): ReadClouds {
  return readCloudsFile({ text, secureText: null, publicText: null }, context)
}
