import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { newDraft } from '../../../shared/model/new-draft.ts'
import { type CollectionProblem, readCollections } from './read-collections.ts'

const assets = join(import.meta.dirname, '../../../assets')
const signal = new AbortController().signal

let dir: string
let problems: CollectionProblem[]
const onProblem = (problem: CollectionProblem) => problems.push(problem)

beforeEach(async () => {
  problems = []
  dir = await mkdtemp(join(tmpdir(), 'collections-'))
})

afterEach(async () => {
  await rm(dir, { recursive: true })
})

test('the built-in collection makes the nine calls of the image API in their order', async () => {
  const [collection] = await readCollections(assets, onProblem, signal)

  expect(problems).toEqual([])
  expect(collection).toMatchObject({ id: 'openstack-image', name: 'OpenStack image' })
  expect(collection?.requests.map(({ name, method, url }) => `${name}: ${method} ${url}`)).toEqual([
    '1 Get token: POST {{cloud.identity}}/v3/auth/tokens',
    '2 List images: GET {{cloud.image}}/v2/images',
    '3 Create image: POST {{cloud.image}}/v2/images',
    '4 Show image: GET {{cloud.image}}/v2/images/{{image_id}}',
    '5 Delete image: DELETE {{cloud.image}}/v2/images/{{image_id}}',
    '6 Deactivate image: POST {{cloud.image}}/v2/images/{{image_id}}/actions/deactivate',
    '7 Reactivate image: POST {{cloud.image}}/v2/images/{{image_id}}/actions/reactivate',
    '8 Upload image data: PUT {{cloud.image}}/v2/images/{{image_id}}/file',
    '9 Download image data: GET {{cloud.image}}/v2/images/{{image_id}}/file',
  ])
})

test('the built-in collection takes the token and the image id out of the answers', async () => {
  const [collection] = await readCollections(assets, onProblem, signal)
  const actions = collection?.requests.flatMap((request) => request.actions)

  const when = { part: { kind: 'status' }, comparison: 'equal', value: '201' }
  expect(actions).toMatchObject([
    { variable: 'token', part: { kind: 'header', name: 'X-Subject-Token' }, when, isSecret: true },
    { variable: 'image_id', part: { kind: 'json', path: 'id' }, when, isSecret: false },
  ])
})

test('reads headers, a switched-off one among them, and text', async () => {
  await collectionOf({
    'r.yml': `
info: { name: R, type: http, seq: 3 }
http:
  method: patch
  url: http://cloud/x
  headers:
    - { name: A, value: "1" }
    - { name: B, value: "2", disabled: true }
  body: { type: text, data: "hello" }
settings: { timeout: 0 }
`,
  })

  const [collection] = await readCollections(dir, onProblem, signal)

  expect(collection?.requests).toEqual([
    {
      ...newDraft,
      id: 'mine/r',
      name: 'R',
      method: 'PATCH',
      url: 'http://cloud/x',
      headers: [
        { name: 'A', value: '1', isEnabled: true },
        { name: 'B', value: '2', isEnabled: false },
      ],
      body: { kind: 'text', text: 'hello' },
    },
  ])
})

test('orders by seq, and by file name where that is the same', async () => {
  await collectionOf({ 'c.yml': minimal('C', 2), 'b.yml': minimal('B', 1), 'a.yaml': minimal('A', 2) })

  const [collection] = await readCollections(dir, onProblem, signal)

  expect(collection?.requests.map(({ name }) => name)).toEqual(['B', 'A', 'C'])
})

test('opens the rest and says what is wrong with a file that cannot be read', async () => {
  await collectionOf({
    'broken.yml': 'info: [',
    'folder.yml': 'info: { name: F, type: folder }',
    'form.yml': `${minimal('F', 1)}  body: { type: multipart-form, data: [] }\n`,
    'good.yml': minimal('Good', 1),
    'vague.yml': `${minimal('V', 1)}extensions: { arclight: { captures: [{ variable: x }] } }\n`,
  })

  const [collection] = await readCollections(dir, onProblem, signal)

  expect(collection?.requests.map(({ name }) => name)).toEqual(['Good'])
  const details = new Map(problems.map(({ path, detail }) => [path.slice(dir.length + 1), detail]))
  expect(details.size).toBe(4)
  expect(details.get('mine/broken.yml')).toMatch(/line 1/)
  expect(details.get('mine/folder.yml')).toMatch(/info\.type/)
  expect(details.get('mine/form.yml')).toMatch(/http\.body/)
  expect(details.get('mine/vague.yml')).toMatch(/either a header or a json path/)
})

test('passes over folders that are no collection, and a place that is not there', async () => {
  await mkdir(join(dir, 'icons'))

  expect(await readCollections(dir, onProblem, signal)).toEqual([])
  expect(await readCollections(join(dir, 'nowhere'), onProblem, signal)).toEqual([])
  expect(problems).toEqual([])
})

test('stops when it is told to', async () => {
  await collectionOf({ 'a.yml': minimal('A', 1) })

  await expect(readCollections(dir, onProblem, AbortSignal.abort(new Error('enough')))).rejects.toThrow(
    'enough',
  )
  expect(problems).toEqual([])
})

async function collectionOf(files: Record<string, string>): Promise<void> {
  const folder = join(dir, 'mine')
  await mkdir(folder)
  const all = { 'opencollection.yml': 'opencollection: 1.0.0\ninfo: { name: Mine }\n', ...files }
  await Promise.all(Object.entries(all).map(([name, text]) => writeFile(join(folder, name), text)))
}

function minimal(name: string, seq: number): string {
  return `info: { name: ${name}, type: http, seq: ${seq} }\nhttp:\n  method: GET\n  url: http://cloud/\n`
}
