import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { checkQcow2 } from './image-data/qcow2.ts'
import { octets, openTestSandbox } from './open-test-sandbox.ts'
import { startSandbox } from './start-sandbox.ts'

test('users, password, images and their data are there again after a restart', async () => {
  await using cloud = await openTestSandbox()
  const { users, password } = cloud.sandbox()
  const token = await cloud.signIn()
  const id = await cloud.createImage(token, { name: 'kept' })
  await cloud.send('PUT', `/v2/images/${id}/file`, { token, headers: octets, body: 'some data' })
  const before = await cloud.send('GET', `/v2/images/${id}`, { token })

  await cloud.restart()

  const again = await cloud.signIn()
  const after = await cloud.send('GET', `/v2/images/${id}`, { token: again })
  const file = await cloud.send('GET', `/v2/images/${id}/file`, { token: again })
  expect(cloud.sandbox()).toMatchObject({ users, password })
  expect(after.json()).toEqual(before.json())
  expect(file.bytes.toString()).toBe('some data')
})

test('an id is not given a second time, not even after a restart', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  const id = await cloud.createImage(token)
  await cloud.send('DELETE', `/v2/images/${id}`, { token })

  await cloud.restart()

  const body = JSON.stringify({ id })
  const answer = await cloud.send('POST', '/v2/images', { token: await cloud.signIn(), body })
  expect(answer.status).toBe(409)
})

test('a new sandbox has two sample images, and the qcow2 one is what it says', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()

  const list = await cloud.send('GET', '/v2/images?sort=name:asc', { token })

  const images = list.json().images as { id: string; name: string; status: string; virtual_size: number }[]
  expect(images.map(({ name, status }) => [name, status])).toEqual([
    ['sample-tiny-qcow2', 'active'],
    ['sample-tiny-raw', 'active'],
  ])
  const file = await cloud.send('GET', `/v2/images/${images[0]?.id}/file`, { token })
  expect(checkQcow2(file.bytes)).toEqual({ kind: 'fine', virtualSizeBytes: images[0]?.virtual_size })
})

test('sample images that were deleted do not come back', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn(cloud.sandbox().users.admin)
  const list = await cloud.send('GET', '/v2/images', { token })
  for (const { id } of list.json().images as { id: string }[]) {
    await cloud.send('DELETE', `/v2/images/${id}`, { token })
  }

  await cloud.restart()

  const after = await cloud.send('GET', '/v2/images', { token: await cloud.signIn() })
  expect(after.json().images).toEqual([])
})

test.skipIf(process.platform === 'win32')('nobody else can read the password', async () => {
  await using cloud = await openTestSandbox()

  const { mode } = await stat(join(cloud.dir, 'accounts.json'))

  expect(mode & 0o777).toBe(0o600)
})

test('is reached by 127.0.0.1 and by nothing else', async () => {
  await using cloud = await openTestSandbox()
  const { identityUrl, imageUrl } = cloud.sandbox()

  expect(new URL(identityUrl).hostname).toBe('127.0.0.1')
  await expect(fetch(imageUrl.replace('127.0.0.1', '[::1]'))).rejects.toThrow('fetch failed')
})

test('closing ends an upload that is under way, and the image is queued again', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  const id = await cloud.createImage(token)
  const headers = { ...octets, 'X-Auth-Token': token, 'Content-Length': '1000000', Expect: '100-continue' }
  const upload = cloud.open('PUT', `/v2/images/${id}/file`, headers)
  const isCut = new Promise((resolve) => upload.on('error', resolve))
  upload.flushHeaders()
  await new Promise((resolve) => upload.on('continue', resolve))
  upload.write('the start')

  await cloud.restart()

  await isCut
  const image = await cloud.send('GET', `/v2/images/${id}`, { token: await cloud.signIn() })
  expect(image.json()).toMatchObject({ status: 'queued', size: null })
  expect(await readdir(join(cloud.dir, 'parts'))).toEqual([])
})

test('does not start for someone who has left', async () => {
  const reason = new Error('left')

  await expect(startSandbox({ dir: 'unused' }, AbortSignal.abort(reason))).rejects.toBe(reason)
})
