import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

import { expect, test } from './served-app.ts'

test('a user who needs a passcode as well is asked for it in a second step', async ({ opened: page }) => {
  const keystone = await startKeystone()
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page.getByRole('button', { name: 'Add a cloud' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('guarded')
  await form.getByRole('textbox', { name: 'Auth URL (Keystone)' }).fill(keystone.url)
  await form.getByRole('textbox', { name: 'User name' }).fill('demo')
  await form.getByRole('textbox', { name: 'Project name' }).fill('demo')
  await form.getByRole('button', { name: 'Save' }).click()

  await page.getByLabel('Password of demo').fill('correct horse')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This user needs a passcode as well.')).toBeVisible()
  const passcode = page.getByRole('textbox', { name: 'Passcode' })
  await expect(passcode).toBeFocused()
  await passcode.fill('000000')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('does not accept')
  await passcode.fill('123456')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible()
  await expect(page.getByText('cannot be renewed')).toBeVisible()
  expect(keystone.receipts).toEqual([undefined, 'gAAAAAreceipt', 'gAAAAAreceipt'])

  await expect(page.getByRole('button', { name: 'Revoke' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Images', exact: true }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Passcode' })).toBeFocused()
  await page.keyboard.type('123456')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'No image service here' })).toBeVisible()
  await keystone.close()
})

interface Order {
  auth: { identity: { methods: string[]; totp?: { user: { passcode: string } } } }
}

/** A Keystone with one user, who has to sign in by password and passcode (Identity API v3.12, "Auth receipts"). */
async function startKeystone() {
  const receipts: unknown[] = []
  const server = http.createServer((request, response) => {
    void read(request).then((text) => {
      const { status, headers, body } = answerTo(request, text)
      if (request.method === 'POST') receipts.push(request.headers['openstack-auth-receipt'])
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(JSON.stringify(body))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3`,
    receipts,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function answerTo(request: http.IncomingMessage, text: string) {
  if (request.method === 'DELETE') return { status: 204, headers: {}, body: undefined }
  if (request.method !== 'POST')
    return { status: 200, headers: {}, body: { version: { id: 'v3.14', status: 'stable', links: [] } } }
  const { methods, totp } = (JSON.parse(text) as Order).auth.identity
  if (!totp) {
    const body = { receipt: { methods }, required_auth_methods: [['password', 'totp']] }
    return { status: 401, headers: { 'openstack-auth-receipt': 'gAAAAAreceipt' }, body }
  }
  if (totp.user.passcode !== '123456')
    return { status: 401, headers: {}, body: { error: { code: 401, message: 'No.', title: 'Unauthorized' } } }
  const token = {
    user: { id: 'u1', name: 'demo' },
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
  }
  return { status: 201, headers: { 'x-subject-token': 'gAAAAAtoken' }, body: { token } }
}

async function read(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
