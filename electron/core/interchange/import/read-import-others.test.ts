import { expect, test } from 'vitest'

import { importReport } from './import-report.ts'
import { samples } from './import-samples.ts'
import { readBrunoFolder, readImport } from './read-import.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const read = (text: string, passphrase: string | null = null) =>
  readImport({ name: 'file', bytes: bytesOf(text) }, passphrase)
const reportOf = (text: string) => importReport(read(text))
const notesOf = (text: string) =>
  reportOf(text).notes.map(({ item, code, detail }) => `${item}: ${code} ${detail}`.trim())

test('imports both generations of Insomnia', () => {
  expect(reportOf(samples.insomnia4)).toMatchObject({
    format: 'insomnia-4',
    counts: { folders: 1, requests: 1, environments: 1, variables: 3, cookies: 1 },
    requests: [
      {
        folder: ['v2'],
        draft: {
          url: '{{base}}/v2/images?limit=2',
          auth: { kind: 'api-key', name: 'X-Key', value: '{{x_key}}' },
          body: { text: '{"n": 12345678901234567890}' },
        },
      },
    ],
  })
  expect(notesOf(samples.insomnia4)).toContain('v2 / List: template-left-out response')
  expect(notesOf(samples.insomnia4)).toContain('Socket: kind-left-out websocket')
  expect(reportOf(samples.insomnia5)).toMatchObject({
    format: 'insomnia-5',
    counts: { environments: 2 },
    requests: [
      {
        folder: ['v2'],
        draft: { url: '{{base}}/v2/images/abc', docs: 'one', options: { redirects: { follow: false } } },
      },
    ],
    notes: [{ item: 'v2 / Show', code: 'script-left-out' }],
  })
})

test('imports a request and a folder of Bruno', () => {
  const files = [
    { path: 'bruno.json', text: '{"name": "Glance"}' },
    { path: 'v3/token.bru', text: samples.bru },
    {
      path: 'v3/folder.bru',
      text: 'meta {\n  name: Identity\n}\n\nauth {\n  mode: bearer\n}\n\nauth:bearer {\n  token: {{t}}\n}\n',
    },
    { path: 'environments/lab.bru', text: 'vars {\n  BASE: https://c\n}\nvars:secret [\n  key\n]\n' },
  ]

  const folder = readBrunoFolder(files)

  expect(importReport(folder)).toMatchObject({ name: 'Glance', requests: [{ folder: ['Identity'] }] })
  expect(folder.imported.environments).toMatchObject([
    { name: 'lab', variables: [{ name: 'BASE' }, { name: 'key', isSecret: true }] },
  ])
  expect(reportOf(samples.bru)).toMatchObject({
    format: 'bruno',
    requests: [
      {
        draft: {
          name: 'Issue token',
          method: 'POST',
          url: '{{BASE}}/v3/auth/tokens',
          headers: [{ name: 'Accept' }, { name: 'X-Off', isEnabled: false }],
          body: { text: '{\n  "auth": {\n  }\n}', language: 'json' },
          auth: { kind: 'basic', username: 'admin', password: '{{password}}' },
          actions: [
            { kind: 'set-variable', variable: 'token', part: { kind: 'header', name: 'x-subject-token' } },
            { kind: 'assert', claim: { part: { kind: 'status' }, comparison: 'equal', value: '201' } },
            {
              kind: 'assert',
              claim: { part: { kind: 'json', path: 'token.user.name' }, comparison: 'exists' },
            },
          ],
        },
      },
    ],
  })
  expect(notesOf(samples.bru)).toEqual([
    'Issue token: script-left-out script:pre-request',
    'Issue token: action-left-out odd',
    'Issue token: secret-moved password',
  ])
})

test('imports an OpenCollection document', () => {
  expect(reportOf(samples.opencollection)).toMatchObject({
    format: 'opencollection',
    name: 'Glance',
    requests: [
      { folder: ['v2'], draft: { method: 'POST', auth: { kind: 'bearer' }, actions: [{ kind: 'assert' }] } },
    ],
    notes: [
      { item: 'v2 / Create', code: 'script-left-out' },
      { item: 'v2 / Stream', code: 'kind-left-out', detail: 'grpc' },
    ],
  })
})

test('imports the requests of an archive, without what the engine writes', () => {
  expect(reportOf(samples.har)).toMatchObject({
    format: 'har',
    requests: [
      {
        draft: {
          name: 'POST /v2/images',
          headers: [{ name: 'Cookie', value: '{{cookie}}' }, { name: 'Accept' }],
          body: { text: '{"name":"x"}' },
        },
      },
    ],
    notes: [
      { code: 'answers-left-out' },
      { code: 'item-unreadable' },
      { code: 'secret-moved', detail: 'cookie' },
    ],
  })
})

test('imports descriptions of an API', () => {
  expect(reportOf(samples.openapi)).toMatchObject({
    format: 'openapi-3',
    name: 'Image API',
    requests: [
      {
        folder: ['images'],
        draft: {
          name: 'Change',
          method: 'PATCH',
          url: '{{base_url}}/v2/images/{{image_id}}',
          query: [{ name: 'limit', value: '5', isEnabled: false }],
          auth: { kind: 'api-key', name: 'X-Auth-Token', value: '{{token}}', in: 'header' },
          body: { text: expect.stringContaining('"name": "cirros"') as string },
        },
      },
    ],
    notes: [{ code: 'reference-unknown' }, { code: 'body-made-up' }],
  })
  expect(read(samples.openapi).imported.root.variables).toMatchObject([
    { name: 'base_url', value: 'https://{{region}}.c:9292' },
    { name: 'region', value: 'north' },
  ])
  expect(read(samples.swagger).imported.root).toMatchObject({
    variables: [{ value: 'http://c:9292/v1' }],
    items: [{ draft: { name: 'POST /x', body: { text: '[\n  false\n]' } } }],
  })
})

test('imports how an OpenCollection document signs in, with its secret taken out', () => {
  const document = {
    opencollection: '1.0.0',
    info: { name: 'Mine' },
    request: { auth: { type: 'apikey', key: 'K', value: '{{process.env.KEY}}', placement: 'query' } },
    items: [
      {
        info: { name: 'One', type: 'http' },
        http: {
          url: 'http://c',
          auth: {
            type: 'oauth2',
            flow: 'client_credentials',
            accessTokenUrl: 'http://c/token',
            credentials: { clientId: 'me', clientSecret: 'hush', placement: 'body' },
          },
        },
      },
      { info: { name: 'Two', type: 'http' }, http: { url: 'http://c', auth: { type: 'awsv4' } } },
    ],
  }

  const { imported, secrets } = read(JSON.stringify(document))

  expect(imported.root).toMatchObject({
    auth: { kind: 'api-key', name: 'K', value: '{{KEY}}', in: 'query' },
    items: [
      {
        draft: {
          auth: {
            kind: 'oauth2-client-credentials',
            tokenUrl: 'http://c/token',
            clientId: 'me',
            clientSecret: '{{client_secret}}',
            credentialsIn: 'body',
          },
        },
      },
      { draft: { auth: { kind: 'inherit' } } },
    ],
  })
  expect([...secrets]).toEqual([['client_secret', 'hush']])
  expect(imported.notes).toContainEqual({ item: 'Two', code: 'auth-left-out', detail: 'awsv4' })
})
