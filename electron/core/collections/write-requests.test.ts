import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { newDraft } from '../../../shared/model/new-draft.ts'
import { collectionsTrial, type CollectionsTrial, requestFile } from './collections-trial.ts'
import type { OpenCollections } from './create-collections.ts'

const signal = new AbortController().signal

let trial: CollectionsTrial
let root: string
let collections: OpenCollections

beforeEach(async () => {
  trial = await collectionsTrial()
  root = trial.root
  collections = await trial.start()
})

afterEach(async () => {
  await collections.close()
  await trial.end()
})

test('keeps what it does not know when it writes a request', async () => {
  await trial.write({
    'a.yml': `# by hand
info:
  name: A # the first
  type: http
  seq: 1
  tags: [smoke]

http:
  method: GET
  url: http://c/
  headers:
    - name: X-A
      value: "1"
      annotation: mine
  auth: { type: awsv4, region: eu }

runtime:
  scripts:
    - type: tests
      code: ok()
  assertions:
    - expression: res.body.length + 1
      operator: eq
      value: "2"
`,
  })
  const { id } = await collections.open(root, signal)
  const saved = await collections.show(`${id}/a`, signal)

  await collections.save({ id: `${id}/a`, draft: { ...saved, url: 'http://d/' } }, signal)

  expect(saved.unsupported).toEqual(['http.auth', 'runtime.scripts', 'runtime.assertions'])
  const text = await readFile(join(root, 'a.yml'), 'utf8')
  for (const kept of [
    '# by hand',
    '# the first',
    'smoke',
    'annotation: mine',
    'awsv4',
    'ok()',
    'res.body.length + 1',
  ])
    expect(text).toContain(kept)
  expect(text).toContain('url: http://d/')
})

test('writes no secret, says where it stands, and leaves the file as it was', async () => {
  await trial.write({ 'a.yml': requestFile('A', 1) })
  const { id } = await collections.open(root, signal)
  const before = await readFile(join(root, 'a.yml'), 'utf8')
  const drafts = [
    { ...newDraft, headers: [{ name: 'X-Auth-Token', value: 'abc', isEnabled: true }] },
    { ...newDraft, url: `http://c/?x=gAAAAA${'b'.repeat(80)}` },
    { ...newDraft, body: { kind: 'text' as const, text: '{"user": {"password": "pw"}}' } },
    { ...newDraft, auth: { kind: 'basic' as const, username: 'me', password: 'pw' } },
    { ...newDraft, headers: [{ name: 'Authorization', value: 'Bearer abcdefghijkl', isEnabled: false }] },
  ]
  const keys: unknown[] = []

  for (const draft of drafts) {
    await collections.save({ id: `${id}/a`, draft }, signal).catch((error: { data: { key: string } }) => {
      keys.push(error.data.key)
    })
  }
  const referring = { ...newDraft, headers: [{ name: 'X-Auth-Token', value: '{{token}}', isEnabled: true }] }

  expect(keys).toEqual([
    'headers: X-Auth-Token',
    'url',
    'body: user.password',
    'auth: password',
    'headers: Authorization',
  ])
  expect(await readFile(join(root, 'a.yml'), 'utf8')).toBe(before)
  await collections.save({ id: `${id}/a`, draft: referring }, signal)
  expect(await readFile(join(root, 'a.yml'), 'utf8')).toContain('{{token}}')
})
