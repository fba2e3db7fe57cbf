import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { newDraft } from '../../../shared/model/new-draft.ts'
import { createFileRegistry } from '../files/create-file-registry.ts'
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

  expect(await fromCurl(command, createFileRegistry(), signal)).toEqual({
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
    },
    notices: [],
  })
})

test('takes in the file that a command names', async () => {
  const files = createFileRegistry()
  const path = join(dir, 'cirros.img')
  await writeFile(path, 'QFI')

  const { draft, notices } = await fromCurl(`curl -T ${path} {{cloud.image}}/v2/images/1/file`, files, signal)

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
  const command = `curl -d @${dir}/gone.img http://cloud/`

  const { draft, notices } = await fromCurl(command, createFileRegistry(), signal)

  expect(draft.body).toEqual({ kind: 'file', file: null })
  expect(notices).toEqual([
    { option: '-d', kind: 'file-sent-unchanged' },
    { option: `${dir}/gone.img`, kind: 'file-missing' },
  ])
  expect((await fromCurl('curl -T - http://cloud/x', createFileRegistry(), signal)).notices).toEqual([
    { option: '-', kind: 'file-missing' },
  ])
})
