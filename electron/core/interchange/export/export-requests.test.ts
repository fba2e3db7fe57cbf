import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { ExportFormat, ExportSource } from '../../../../shared/model/export.ts'
import { newDraft } from '../../../../shared/model/new-draft.ts'
import type { RequestDraft } from '../../../../shared/model/request.ts'
import { type LoopbackWorkbench, startWorkbench } from '../../workbench/loopback-workbench.ts'
import { createInterchange } from '../create-interchange.ts'
import { sentByCurl, startEchoServer } from '../curl/sent-by-curl.ts'
import { readImport } from '../import/read-import.ts'
import type { Interchange } from '../interchange.ts'
import { harArchive } from './har-schema.ts'

const signal = new AbortController().signal

let workbench: LoopbackWorkbench
let interchange: Interchange

beforeEach(async () => {
  workbench = await startWorkbench()
  interchange = createInterchange({ ...workbench, version: '1.2.3', now: () => Date.UTC(2026, 0, 1) })
})
afterEach(() => workbench.close())

const draft = (given: Partial<RequestDraft>): RequestDraft => ({ ...newDraft, ...given })
const exportOf = (what: ExportSource, format: ExportFormat, path: string | null = null) =>
  interchange.export({ what, format, path, passphrase: null }, signal)

test('writes exchanges as an archive of version 1.2, redacted, that can be imported', async () => {
  workbench.answer = (_, response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end('{"password": "hush", "id": 7}')
  const { record } = await workbench.sendToEnd({
    method: 'POST',
    url: `${workbench.base}/v2/images?limit=2&token=s3cret`,
    headers: [
      { name: 'X-Auth-Token', value: 'gAAAAABliteralliteralliteral', isEnabled: true },
      { name: 'Content-Type', value: 'application/json', isEnabled: true },
    ],
    body: { kind: 'text', text: '{"name": "x", "password": "hunter2"}' },
  })
  const refused = await workbench.sendToEnd({ url: `${workbench.base}/other` })

  const { file, losses } = await exportOf(
    { kind: 'history', exchangeIds: [record.id, refused.record.id] },
    'har',
  )

  const text = file?.text ?? ''
  const { log } = harArchive.parse(JSON.parse(text))
  expect(log.entries).toMatchObject([
    {
      request: {
        method: 'POST',
        queryString: [
          { name: 'limit', value: '2' },
          { name: 'token', value: '[redacted]' },
        ],
        postData: { mimeType: 'application/json' },
      },
      response: { status: 200, content: { mimeType: 'application/json', size: 29 } },
    },
    { request: { method: 'GET' } },
  ])
  expect(Date.parse(log.entries[0]!.startedDateTime)).toBe(record.startedAtMs)
  expect(JSON.parse(log.entries[0]!.response.content.text ?? '')).toEqual({ password: '[redacted]', id: 7 })
  expect(text).not.toMatch(/s3cret|gAAAA|hunter2|hush/)
  expect(losses).toEqual([])
  const back = readImport({ name: 'h', bytes: new TextEncoder().encode(text) }, null)
  expect(back.imported.root.items).toMatchObject([
    { draft: { name: 'POST /v2/images' } },
    { draft: { name: 'GET /other' } },
  ])
})

test('writes a collection as a folder that opens as what it was, and nothing over what is there', async () => {
  const { id } = await workbench.collections.create({ path: workbench.dir, name: 'Mine' }, signal)
  const folderId = await workbench.collections.createFolder({ folderId: id, name: 'v2' }, signal)
  const one = draft({
    name: 'One',
    url: '{{base}}/a',
    docs: 'First.',
    auth: { kind: 'bearer', token: '{{t}}' },
  })
  await workbench.collections.createRequest({ folderId, draft: one }, signal)
  await writeFile(join(workbench.dir, 'Mine', 'broken.yml'), 'info: [')
  const to = join(workbench.dir, 'copy')

  const { path, losses } = await exportOf({ kind: 'folder', id }, 'opencollection', to)

  const copy = await workbench.collections.open(to, signal)
  const [copied] = await workbench.collections.requestIds(copy.id, signal)
  const { id: _id, unsupported: _none, ...shown } = await workbench.collections.show(copied!, signal)
  expect(shown).toEqual(one)
  expect(path).toBe(to)
  expect(losses).toMatchObject([{ item: 'broken.yml', code: 'item-unreadable' }])
  await expect(exportOf({ kind: 'folder', id }, 'opencollection', to)).rejects.toMatchObject({
    code: 'FILE_EXISTS',
  })
  await expect(exportOf({ kind: 'folder', id }, 'opencollection', 'mine')).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
  })
})

test.each([
  [
    'postman',
    [
      'One: action-left-out id',
      'One: setting-left-out timeoutMs',
      'One: file-by-name a.img',
      'Two: auth-changed keystone',
    ],
  ],
  ['arc', ['One: row-left-out off', 'One: file-by-name a.img', 'Two: auth-left-out keystone']],
  ['curl', ['One: action-left-out id', 'One: row-left-out off', 'Two: auth-changed keystone']],
] as const)('says what %s has no word for, and writes no secret', async (format, told) => {
  const one = draft({
    name: 'One',
    url: 'http://c/',
    headers: [
      { name: 'off', value: '1', isEnabled: false },
      { name: 'X-Auth-Token', value: 'gAAAAABliteralliteralliteral', isEnabled: true },
    ],
    body: { kind: 'file', file: { handle: 'h', name: 'a.img', sizeBytes: 1, heldBy: 'page' } },
    options: { ...newDraft.options, timeoutMs: 1000 },
    actions: [
      {
        kind: 'set-variable',
        variable: 'id',
        part: { kind: 'json', path: 'id' },
        isEnabled: true,
        when: null,
        isSecret: false,
        onFailure: 'go-on',
      },
    ],
  })
  const two = draft({
    name: 'Two',
    url: 'http://c/',
    auth: { kind: 'keystone', cloud: null, scope: { kind: 'cloud' } },
  })

  const { file, losses } = await exportOf({ kind: 'drafts', name: 'Two of them', drafts: [one, two] }, format)

  expect(losses.map(({ item, code, detail }) => `${item}: ${code} ${detail}`)).toEqual([
    'One: secret-left-out x_auth_token',
    ...told,
  ])
  expect(file?.name).toMatch(/^Two of them\./)
  expect(file?.text).not.toContain('gAAAA')
  expect(file?.text).toContain('x_auth_token')
})

test('writes a script that sends each request with what its folder gives it', async () => {
  const server = await startEchoServer()
  const { id } = await workbench.collections.create({ path: workbench.dir, name: 'Mine' }, signal)
  await workbench.collections.saveFolder(
    {
      id,
      settings: {
        name: 'Mine',
        headers: [{ name: 'X-From', value: 'above', isEnabled: true }],
        auth: { kind: 'bearer', token: '{{t}}' },
        variables: [],
        docs: '',
      },
    },
    signal,
  )
  for (const path of ['a', 'b'])
    await workbench.collections.createRequest(
      { folderId: id, draft: draft({ name: `it's ${path}`, url: `${server.base}/${path}` }) },
      signal,
    )

  const { file } = await exportOf({ kind: 'folder', id }, 'curl')

  await mkdir(join(workbench.dir, 'home'))
  const sent = await sentByCurl(file?.text ?? '', server, join(workbench.dir, 'home'))
  server.close()
  expect(sent.map(({ target }) => target)).toEqual(['/a', '/b'])
  for (const { headers } of sent)
    expect(headers).toEqual(
      expect.arrayContaining([
        ['X-From', 'above'],
        ['Authorization', 'Bearer {{t}}'],
      ]),
    )
})

test('seals an export of ARC with a passphrase', async () => {
  const what: ExportSource = { kind: 'drafts', name: 'x', drafts: [draft({ name: 'One', url: 'http://c/' })] }

  const { file } = await interchange.export({ what, format: 'arc', path: null, passphrase: 'pass' }, signal)

  const bytes = new TextEncoder().encode(file?.text)
  expect(readImport({ name: 'f', bytes }, 'pass').imported.root.items).toMatchObject([
    { draft: { name: 'One' } },
  ])
})
