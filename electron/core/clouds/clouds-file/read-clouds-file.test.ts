import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import type { CloudsFileProblem } from '../../../../shared/model/cloud.ts'
import { type FoundCloud, readCloudsFile } from './read-clouds-file.ts'

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

  const { clouds } = readCloudsFile({ text, secureText }, [])

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
  expect(problems.map(({ cloudName, key, line, kind }) => [cloudName, key, line, kind])).toEqual([
    ['bare', 'auth_url', 7, 'missing'],
    ['bare', 'user_domain_name', 7, 'missing'],
    ['bare', 'project_domain_name', 7, 'missing'],
    ['empty', 'auth_url', 10, 'missing'],
    ['empty', 'username', 10, 'missing'],
    ['empty', 'user_domain_name', 10, 'missing'],
  ])
})

test.each<[string, object, Partial<CloudsFileProblem>]>([
  ['another auth type', { auth_type: 'v3token' }, { key: 'auth_type', kind: 'unsupported' }],
  [
    'system scope',
    { auth: { ...complete, system_scope: 'all' } },
    { key: 'system_scope', kind: 'unsupported' },
  ],
  ['a trust', { auth: { ...complete, trust_id: 't' } }, { key: 'trust_id', kind: 'unsupported' }],
  ['version 2', { identity_api_version: '2.0' }, { key: 'identity_api_version', kind: 'unsupported' }],
  [
    'an address that is none',
    { auth: { ...complete, auth_url: 'ftp://a' } },
    { key: 'auth_url', kind: 'invalid' },
  ],
  ['a section for a value', { auth: { ...complete, password: {} } }, { key: 'password', kind: 'invalid' }],
  ['a claim that is none', { verify: 'perhaps' }, { key: 'verify', kind: 'invalid' }],
])('leaves a cloud out because of %s', (_case, keys, problem) => {
  const { clouds, problems } = read(JSON.stringify({ clouds: { a: { auth: complete, ...keys } } }))

  expect(clouds).toEqual([])
  expect(problems).toMatchObject([{ cloudName: 'a', line: 1, ...problem }])
})

test('does not guess what keys of an application credential without its auth_type mean', () => {
  const credential = { application_credential_id: 'i', application_credential_secret: 's' }
  const alone = read(JSON.stringify({ clouds: { a: { auth: { auth_url: 'http://a', ...credential } } } }))
  const beside = read(JSON.stringify({ clouds: { a: { auth: { ...complete, ...credential } } } }))

  expect(alone.clouds).toEqual([])
  expect(alone.problems).toMatchObject([{ key: 'application_credential_id', kind: 'unsupported' }])
  expect(beside.clouds).toHaveLength(1)
  expect(beside.problems).toMatchObject([{ key: 'application_credential_id', kind: 'ignored' }])
})

test('says what it does not read of a cloud that it can use', () => {
  const { clouds, problems } = read(`
clouds:
  a:
    profile: vexxhost
    auth: { auth_url: "http://a", user_id: u1, usrname: demo }
    cert: client.pem
    interface: sideways
    regions: [{ name: north, values: { networks: [] } }]
    networks: []
    api_timeout: 30
`)

  expect(clouds).toHaveLength(1)
  expect(problems.map(({ key, line, kind }) => [key, line, kind])).toEqual([
    ['profile', 4, 'unsupported'],
    ['cert', 6, 'ignored'],
    ['usrname', 5, 'ignored'],
    ['regions', 8, 'ignored'],
    ['interface', 7, 'invalid'],
  ])
})

test('a file of another kind gives no flood', () => {
  const auth = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key${index}`, 1]))

  expect(read(JSON.stringify({ clouds: { a: { auth } } })).problems).toHaveLength(20)
})

test.each([
  ['', null],
  ['- a\n- b', 1],
  ['\n\nclouds:\n', 3],
  ['clouds: [1]', 1],
  ['cluods:\n  a:\n', 1],
])('says that %j has no clouds', (text, line) => {
  expect(() => read(text)).toThrow(invalid({ line, detail: expect.stringContaining('“clouds:”') }))
})

test.each([
  ['clouds:\n  a:\n\tauth: 1', 3],
  ['clouds:\n  a: [\n', 3],
  ['clouds:\n  a: 1\n  a: 2', 3],
  ['clouds:\n  a: *nowhere', 2],
  ['clouds: &c\n  a: *c', 2],
])('gives the line on which %j is no YAML', (text, line) => {
  expect(() => read(text)).toThrow(invalid({ line, detail: expect.any(String) }))
})

test('never repeats a word of a file that it cannot read', () => {
  for (const text of [
    'clouds:\n  password: "hunter2" hunter2',
    'clouds: {a: hunter2',
    'a: !!hunter2 \\hunter2 :: "hunter2',
  ])
    expect(messageOf(() => read(text))).not.toContain('hunter2')
})

test('says that an error is in secure.yaml, without a line of the other file', () => {
  const texts = { text: 'clouds: {}', secureText: 'clouds: [' }

  expect(() => readCloudsFile(texts, [])).toThrow(
    invalid({ line: null, detail: expect.stringMatching(/^secure\.yaml: /) }),
  )
})

test('refuses aliases that unfold without end at once', () => {
  const rows = Array.from(
    { length: 12 },
    (_, row) => `r${row}: &r${row} [${`*r${row - 1},`.repeat(row && 10)} x]`,
  )

  expect(() => read(`${rows.join('\n')}\nclouds: {}`)).toThrow(
    invalid({ detail: expect.stringContaining('too large') }),
  )
})

test('reads any text, or says that it cannot', () => {
  const word = fc.constantFrom(
    'clouds:',
    ' a:',
    '  auth:',
    '\n',
    ' ',
    '-',
    '&x',
    '*x',
    '<<:',
    '[',
    '{',
    '}',
    ': ',
    '"',
    '!!',
    '%',
  )
  const text = fc.array(fc.oneof(word, fc.string()), { maxLength: 30 }).map((words) => words.join(''))

  fc.assert(
    fc.property(text, (any) => {
      const outcome = messageOf(() => read(any))
      expect(outcome).toMatch(/^\{"clouds":|"code":"CLOUDS_FILE_INVALID"/)
    }),
    { numRuns: 2000 },
  )
})

function read(text: string): { clouds: FoundCloud[]; problems: CloudsFileProblem[] } {
  return readCloudsFile({ text, secureText: null }, [])
}

function invalid(data: object): unknown {
  return expect.objectContaining({ code: 'CLOUDS_FILE_INVALID', data: expect.objectContaining(data) })
}

function messageOf(run: () => unknown): string {
  try {
    return JSON.stringify(run())
  } catch (error) {
    return JSON.stringify(error)
  }
}
