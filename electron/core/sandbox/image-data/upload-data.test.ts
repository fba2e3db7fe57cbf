import { createHash, randomBytes } from 'node:crypto'

import { expect, test } from 'vitest'

import { octets, openTestSandbox, readAnswer, type TestSandbox } from '../open-test-sandbox.ts'
import { emptyQcow2 } from './qcow2.ts'

test('hashes and measures what came, and gives back the same bytes', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  const id = await cloud.createImage(token)
  const body = randomBytes(3_000_000)

  const answer = await upload(cloud, id, token, body)

  const [image, file] = await Promise.all([show(cloud, id, token), download(cloud, id, token)])
  expect(answer.status).toBe(204)
  expect(image).toMatchObject({
    status: 'active',
    size: 3_000_000,
    checksum: createHash('md5').update(body).digest('hex'),
    os_hash_algo: 'sha512',
    os_hash_value: createHash('sha512').update(body).digest('hex'),
  })
  expect(file.bytes.equals(body)).toBe(true)
})

test('refuses what is declared qcow2 and is not, and takes the right bytes afterwards', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  const id = await cloud.createImage(token, { disk_format: 'qcow2' })

  const refused = await upload(cloud, id, token, 'not a qcow2 at all')
  const between = await show(cloud, id, token)
  const taken = await upload(cloud, id, token, emptyQcow2(1_048_576))

  expect(refused.status).toBe(415)
  expect(refused.bytes.toString()).toContain('disk_format qcow2')
  expect(between).toMatchObject({ status: 'queued', size: null, checksum: null })
  expect(taken.status).toBe(204)
  expect(await show(cloud, id, token)).toMatchObject({ status: 'active', virtual_size: 1_048_576 })
})

test('refuses a qcow2 that refers to another file', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  const id = await cloud.createImage(token, { disk_format: 'qcow2' })
  const body = emptyQcow2(1_048_576)
  body.writeBigUInt64BE(104n, 8)

  const answer = await upload(cloud, id, token, body)

  expect(answer.status).toBe(415)
  expect(answer.bytes.toString()).toContain('Image failed safety checks')
})

test('takes any bytes for qcow2 where a cloud does not look', async () => {
  await using cloud = await openTestSandbox({ inspectsFormats: false })
  const token = await cloud.signIn()
  const id = await cloud.createImage(token, { disk_format: 'qcow2' })

  expect((await upload(cloud, id, token, 'not a qcow2 at all')).status).toBe(204)
})

test('refuses a body that is not as long as declared', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  const id = await cloud.createImage(token)

  const answer = await upload(cloud, id, token, '12345', { 'x-openstack-image-size': '6' })

  expect(answer.status).toBe(400)
  expect(await show(cloud, id, token)).toMatchObject({ status: 'queued', size: null })
})

test('one upload at a time: the second is told that the image is being saved', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  const id = await cloud.createImage(token)
  const first = await startUpload(cloud, id, token)

  const second = await upload(cloud, id, token, 'other bytes')

  first.end('123456789')
  expect(second.status).toBe(409)
  expect(second.bytes.toString()).toContain('from saving to saving')
  expect((await readAnswer(first)).status).toBe(204)
})

test('an image that is deleted while its data comes is gone for the uploader', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  const id = await cloud.createImage(token)
  const uploading = await startUpload(cloud, id, token)

  const deleted = await cloud.send('DELETE', `/v2/images/${id}`, { token })
  uploading.end('123456789')

  expect(deleted.status).toBe(204)
  expect((await readAnswer(uploading)).status).toBe(410)
})

test('what is changed while the data comes stays changed', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  const id = await cloud.createImage(token)
  const uploading = await startUpload(cloud, id, token)

  await cloud.send('PUT', `/v2/images/${id}/tags/meanwhile`, { token })
  uploading.end('123456789')

  expect((await readAnswer(uploading)).status).toBe(204)
  expect(await show(cloud, id, token)).toMatchObject({ status: 'active', tags: ['meanwhile'] })
})

function upload(
  cloud: TestSandbox,
  id: string,
  token: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
) {
  return cloud.send('PUT', `/v2/images/${id}/file`, { token, body, headers: { ...octets, ...headers } })
}

/** An upload of ten bytes whose first one has gone; the server has asked for it. */
async function startUpload(cloud: TestSandbox, id: string, token: string) {
  const headers = { ...octets, 'X-Auth-Token': token, 'Content-Length': '10', Expect: '100-continue' }
  const outgoing = cloud.open('PUT', `/v2/images/${id}/file`, headers)
  outgoing.flushHeaders()
  await new Promise((resolve) => outgoing.on('continue', resolve))
  outgoing.write('0')
  return outgoing
}

async function show(cloud: TestSandbox, id: string, token: string) {
  return (await cloud.send('GET', `/v2/images/${id}`, { token })).json()
}

function download(cloud: TestSandbox, id: string, token: string) {
  return cloud.send('GET', `/v2/images/${id}/file`, { token })
}
