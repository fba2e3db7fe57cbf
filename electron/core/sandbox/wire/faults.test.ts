import { expect, test } from 'vitest'

import { octets, openTestSandbox, readAnswer } from '../open-test-sandbox.ts'

const listPath = /^\/v2\/images/

test('a failure answers the next request that fits, once', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  const headers: [string, string][] = [['Retry-After', '3']]
  cloud.sandbox().faults.failNext({ method: 'GET', path: listPath, status: 503, headers, body: 'busy' })

  const other = await cloud.send('GET', '/versions', { token })
  const failed = await cloud.send('GET', '/v2/images', { token })
  const served = await cloud.send('GET', '/v2/images', { token })

  expect([other.status, failed.status, served.status]).toEqual([200, 503, 200])
  expect(failed.headers['retry-after']).toBe('3')
  expect(failed.bytes.toString()).toBe('busy')
})

test('a failure can wait for a part of the body, answer, and reset the connection', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  const id = await cloud.createImage(token)
  const path = new RegExp(`${id}/file$`)
  cloud.sandbox().faults.failNext({
    method: 'PUT',
    path,
    afterBodyBytes: 100,
    status: 413,
    thenReset: true,
  })
  const headers = { ...octets, 'X-Auth-Token': token, 'Content-Length': '1000000' }

  const upload = cloud.open('PUT', `/v2/images/${id}/file`, headers)
  const isReset = new Promise<NodeJS.ErrnoException>((resolve) => upload.on('close', resolve))
  upload.write('x'.repeat(100))

  expect((await readAnswer(upload)).status).toBe(413)
  await isReset
  expect(upload.destroyed).toBe(true)
})

test('a failure without an answer is a reset', async () => {
  await using cloud = await openTestSandbox()
  cloud.sandbox().faults.failNext({ method: 'GET', path: listPath, thenReset: true })

  await expect(cloud.send('GET', '/v2/images')).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test('a failure with neither is silence, until the client has had enough', async () => {
  await using cloud = await openTestSandbox()
  cloud.sandbox().faults.failNext({ method: 'GET', path: listPath })
  const silent = cloud.open('GET', '/v2/images', {})
  silent.end()
  silent.setTimeout(50, () => silent.destroy(new Error('had enough')))

  await expect(readAnswer(silent)).rejects.toThrow('had enough')
})

test('damage cuts an answer short', async () => {
  await using cloud = await openTestSandbox()
  const { path, token } = await imageOfTenBytes(cloud)
  cloud.sandbox().faults.damageNext({ method: 'GET', path: /file$/, cutAfterBytes: 4 })

  await expect(cloud.send('GET', path, { token })).rejects.toThrow('aborted')
  expect((await cloud.send('GET', path, { token })).bytes.toString()).toBe('0123456789')
})

test('damage turns one byte over', async () => {
  await using cloud = await openTestSandbox()
  const { path, token } = await imageOfTenBytes(cloud)
  cloud.sandbox().faults.damageNext({ method: 'GET', path: /file$/, flipByteAt: 9 })

  const { bytes } = await cloud.send('GET', path, { token })

  expect(bytes.subarray(0, 9).toString()).toBe('012345678')
  expect(bytes[9]).toBe(0x39 ^ 0xff)
})

test('expired tokens are refused by both services, and a new one is not', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  cloud.sandbox().faults.expireTokens()

  const images = await cloud.send('GET', '/v2/images', { token })
  const projects = await fetch(`${cloud.sandbox().identityUrl}/auth/projects`, {
    headers: { 'X-Auth-Token': token },
  })
  const renewed = await cloud.send('GET', '/v2/images', { token: await cloud.signIn() })

  expect([images.status, projects.status, renewed.status]).toEqual([401, 401, 200])
})

async function imageOfTenBytes(cloud: Awaited<ReturnType<typeof openTestSandbox>>) {
  const token = await cloud.signIn()
  const path = `/v2/images/${await cloud.createImage(token)}/file`
  await cloud.send('PUT', path, { token, headers: octets, body: '0123456789' })
  return { path, token }
}
