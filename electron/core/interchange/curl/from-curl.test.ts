import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { newDraft } from '../../../../shared/model/new-draft.ts'
import { createFileRegistry } from '../../files/create-file-registry.ts'
import { fromCurl } from './from-curl.ts'

const signal = new AbortController().signal

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'from-curl-'))
})

afterEach(async () => {
  await rm(dir, { recursive: true })
})

test('makes a draft that is ready to be sent', async () => {
  const command = `curl -i -H 'X-Auth-Token: {{token}}' -d '{}' 'http://cloud:9292/v2/images?x=1'`

  expect(await one(command)).toEqual({
    draft: {
      ...newDraft,
      name: 'POST /v2/images',
      method: 'POST',
      url: 'http://cloud:9292/v2/images?x=1',
      headers: [
        { name: 'Accept', value: '*/*', isEnabled: true },
        { name: 'X-Auth-Token', value: '{{token}}', isEnabled: true },
        { name: 'Content-Type', value: 'application/x-www-form-urlencoded', isEnabled: true },
      ],
      body: { kind: 'text', text: '{}' },
      auth: { kind: 'none' },
      options: { ...newDraft.options, redirects: { follow: false, max: 50, keepMethod: false } },
    },
    notices: [],
  })
})

test('keeps who asks as it is said, to be signed when it is sent', async () => {
  const known = await one('curl -u me:pw http://cloud/')
  const open = await one('curl -u "me:{{pw}}" http://cloud/')
  const digest = await one('curl --digest -u me:pw http://cloud/')

  const bearer = await one('curl --oauth2-bearer t0 http://cloud/')

  expect(known.draft.auth).toEqual({ kind: 'basic', username: 'me', password: 'pw' })
  expect(bearer.draft.auth).toEqual({ kind: 'bearer', token: 't0' })
  expect(open.draft.auth).toEqual({ kind: 'basic', username: 'me', password: '{{pw}}' })
  expect(digest.draft.auth).toEqual({ kind: 'digest', username: 'me', password: 'pw' })
  for (const { draft, notices } of [known, open, digest, bearer]) {
    expect(notices).toEqual([])
    expect(draft.headers.map(({ name }) => name)).toEqual(['Accept'])
  }
})

test('takes in the file that a command names', async () => {
  const files = createFileRegistry()
  const path = join(dir, 'cirros.img')
  await writeFile(path, 'QFI')

  const { draft, notices } = await one(`curl -T ${path} {{cloud.image}}/v2/images/1/file`, files)

  expect(notices).toEqual([])
  expect(draft).toMatchObject({
    name: 'PUT /v2/images/1/file',
    body: { kind: 'file', file: { name: 'cirros.img', sizeBytes: 3, heldBy: 'host' } },
  })
  expect(draft.body.kind === 'file' && draft.body.file && files.find(draft.body.file.handle)).toMatchObject({
    path,
  })
})

test('leaves a file that cannot be read to be chosen, and says so', async () => {
  const { draft, notices } = await one(`curl --data-binary @${dir}/gone.img http://cloud/`)

  expect(draft.body).toEqual({ kind: 'file', file: null })
  expect(notices).toEqual([{ option: `${dir}/gone.img`, kind: 'file-missing' }])
  expect((await one('curl -T - http://cloud/x')).notices).toEqual([{ option: '-', kind: 'file-missing' }])
})

test('takes the line breaks out of a text given with -d, as curl does, and says so', async () => {
  await writeFile(join(dir, 'body.json'), '{\r\n  "a": 1\n}\n')

  expect(await one(`curl -d @${dir}/body.json http://cloud/`)).toMatchObject({
    draft: { body: { kind: 'text', text: '{  "a": 1}' } },
    notices: [{ option: '-d', kind: 'line-ends-stripped' }],
  })
})

test('sends an image given with -d as it is, and says so', async () => {
  await writeFile(join(dir, 'cirros.img'), Buffer.from([0x51, 0x46, 0x49, 0xfb, 0x0a, 0x00]))

  expect(await one(`curl -d @${dir}/cirros.img http://cloud/`)).toMatchObject({
    draft: { body: { kind: 'file', file: { sizeBytes: 6 } } },
    notices: [{ option: '-d', kind: 'file-sent-unchanged' }],
  })
})

test('puts the text of a file where curl would, in a body, a query and a form', async () => {
  await writeFile(join(dir, 'a.txt'), 'x y\n')

  const body = await one(`curl -d n=1 --data-urlencode q@${dir}/a.txt http://cloud/`)
  const query = await one(`curl -G --data-urlencode q@${dir}/a.txt 'http://cloud/?n=1'`)
  const form = await one(`curl -F 't=<${dir}/a.txt' -F f=@${dir}/a.txt -F g=@${dir}/gone http://cloud/`)

  expect(body.draft.body).toEqual({ kind: 'text', text: 'n=1&q=x+y%0A' })
  expect(query.draft).toMatchObject({ url: 'http://cloud/?n=1&q=x+y%0A', body: { kind: 'none' } })
  expect(form).toMatchObject({
    draft: {
      body: {
        kind: 'multipart',
        parts: [
          { kind: 'text', name: 't', value: 'x y\n' },
          { kind: 'file', name: 'f', contentType: 'text/plain', file: { name: 'a.txt', sizeBytes: 4 } },
          { kind: 'file', name: 'g', file: null },
        ],
      },
    },
    notices: [{ option: `${dir}/gone`, kind: 'file-missing' }],
  })
})

async function one(text: string, files = createFileRegistry()) {
  const [first, ...others] = await fromCurl(text, files, signal)
  if (!first || others.length > 0) throw new Error(`${others.length + 1} requests`)
  return first
}
