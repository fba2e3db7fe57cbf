import { expect, test } from 'vitest'

import { importReport } from './import-report.ts'
import { samples } from './import-samples.ts'
import { readImport } from './read-import.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const read = (text: string, passphrase: string | null = null) =>
  readImport({ name: 'file', bytes: bytesOf(text) }, passphrase)
const reportOf = (text: string) => importReport(read(text))
const notesOf = (text: string) =>
  reportOf(text).notes.map(({ item, code, detail }) => `${item}: ${code} ${detail}`.trim())

test('imports what Advanced REST Client exports', () => {
  const report = reportOf(samples.arc)

  expect(report).toMatchObject({
    format: 'arc',
    counts: { folders: 1, requests: 2, environments: 2, variables: 2, secrets: 4, cookies: 1 },
    requests: [
      {
        folder: ['Keystone'],
        draft: {
          name: 'Issue token',
          method: 'POST',
          url: '{{keystone}}/v3/auth/tokens',
          headers: [{ name: 'content-type' }, { name: 'X-Auth-Token', value: '{{x_auth_token}}' }],
          body: {
            kind: 'text',
            text: expect.stringContaining('"name":"{{user}}","password":"{{password_2}}"') as string,
          },
          auth: { kind: 'basic', username: 'u', password: '{{password_3}}' },
          options: { timeoutMs: 30_000, verifyTls: true, redirects: { follow: false } },
          actions: [
            {
              kind: 'set-variable',
              variable: 'token',
              part: { kind: 'header', name: 'x-subject-token' },
              when: { part: { kind: 'status' }, comparison: 'equal', value: '201' },
              onFailure: 'fail',
              isSecret: true,
            },
            {
              variable: 'image',
              part: {
                kind: 'json',
                path: 'images',
                find: { field: 'name', comparison: 'equal', value: 'cirros', take: 'id' },
              },
            },
          ],
        },
      },
      { folder: [], draft: { name: 'Upload', body: { kind: 'file', file: null } } },
    ],
  })
  expect(notesOf(samples.arc)).toEqual([
    ': host-rule-left-out https://cloud/*',
    'Keystone: reference-unknown gone',
    'Keystone / Issue token: action-left-out request',
    'Keystone / Issue token: action-left-out set-cookie',
    'Upload: file-to-choose',
    'Keystone / Issue token: secret-moved x_auth_token',
    'Keystone / Issue token: secret-moved password_2',
    'Keystone / Issue token: secret-moved password_3',
    'lab / password: secret-moved password',
  ])
})

test('imports what older versions of it export', () => {
  expect(reportOf(samples.arcOld)).toMatchObject({
    requests: [
      {
        folder: ['History'],
        draft: {
          headers: [{ name: 'x-auth-token', value: '{{token}}' }],
          actions: [{ variable: 'id', part: { kind: 'json', path: 'images.0.id' }, when: { value: '200' } }],
        },
      },
    ],
  })
  const gwt = { id: 1, name: 'Old', url: 'http://c', method: 'GET', headers: 'A: b', payload: '' }
  expect(reportOf(JSON.stringify(gwt)).requests).toMatchObject([
    { draft: { name: 'Old', headers: [{ name: 'A', value: 'b' }] } },
  ])
  const linked = {
    projects: [{ id: 7, name: 'P' }],
    requests: [{ name: 'R', url: 'http://c', method: 'GET', headers: '', legacyProject: 7 }],
  }
  expect(reportOf(JSON.stringify(linked)).requests).toMatchObject([{ folder: ['P'], draft: { name: 'R' } }])
})

test('imports a collection of Postman', () => {
  expect(reportOf(samples.postman)).toMatchObject({
    format: 'postman',
    name: 'Images',
    requests: [
      {
        folder: ['v2'],
        draft: {
          url: '{{base_url}}/v2/images/abc?a=1',
          query: [
            { name: 'a', isEnabled: true },
            { name: 'b', isEnabled: false },
          ],
          headers: [
            { name: 'Accept', isEnabled: true },
            { name: 'X-Off', isEnabled: false },
          ],
        },
      },
      {
        draft: {
          url: 'https://c/form?api_key={{api_key}}',
          body: {
            kind: 'multipart',
            parts: [
              { kind: 'file', name: 'f', file: null },
              { kind: 'text', value: '{{$uuid}}' },
            ],
          },
        },
      },
    ],
  })
  expect(read(samples.postman).imported.root).toMatchObject({
    docs: 'All',
    auth: { kind: 'bearer', token: '{{token}}' },
    variables: [{ name: 'base_url', value: 'https://c' }],
  })
  expect(notesOf(samples.postman)).toEqual([
    'v2 / Show: script-left-out test',
    'v2 / Show: answers-left-out 1',
    'v2 / Form: file-to-choose /a.img',
    'v2 / Form: auth-left-out hawk',
    'v2 / Form: secret-moved api_key',
  ])
})

test('imports an environment and a dump of Postman', () => {
  const environment = read(samples.environment)

  expect(environment.imported.environments).toEqual([
    {
      name: 'Lab',
      variables: [
        { name: 'base', value: 'https://c', isSecret: false, isEnabled: true },
        { name: 'adminpass', value: '', isSecret: true, isEnabled: true },
        { name: 'off', value: '1', isSecret: false, isEnabled: false },
      ],
    },
  ])
  expect([...environment.variableSecrets.values()]).toEqual(['pw'])
  expect(reportOf(samples.dump)).toMatchObject({
    counts: { folders: 1, requests: 1, environments: 2, variables: 2 },
    requests: [
      {
        folder: ['Old'],
        draft: { method: 'POST', headers: [{ name: 'A' }, { name: 'C' }], body: { text: 'x' } },
      },
    ],
  })
})
