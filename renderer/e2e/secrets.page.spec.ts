import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { requestPane } from './request-pane.ts'
import { expect, test } from './served-app.ts'

const password = 'planted-pässword-9f3b1c'

let keystone: Server
let keystoneUrl: string
let tokens: string[]
/** The passwords that came, so that none is missed because it never left. */
let bodies: string[]
test.beforeEach(async () => {
  tokens = []
  bodies = []
  keystone = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.method !== 'POST') return answer(response, 200, version)
      bodies.push(body)
      tokens.push(`planted-token-${randomBytes(24).toString('base64url')}`)
      answer(response, 201, { token: tokenBody() }, { 'x-subject-token': tokens.at(-1) ?? '' })
    })
  })
  keystone.listen(0, '127.0.0.1')
  await once(keystone, 'listening')
  keystoneUrl = `http://127.0.0.1:${(keystone.address() as AddressInfo).port}`
})
test.afterEach(() => {
  keystone.close()
  keystone.closeAllConnections()
})

test('in a whole session no secret reaches a file, the output or the page', async ({ app, opened: page }) => {
  const received: string[] = []
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => received.push(payload.toString())),
  )
  await page.reload()
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page.getByRole('button', { name: 'Import clouds.yaml' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByRole('textbox', { name: 'clouds.yaml or openrc' })
    .fill(
      `clouds: {lab: {auth: {auth_url: "${keystoneUrl}", user_id: u1, password: "${password}", project_id: p1}}}`,
    )
  await dialog.getByRole('button', { name: 'Read', exact: true }).click()
  await dialog.getByRole('button', { name: 'Import 1 cloud' }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click()
  await expect.poll(() => tokens.length).toBe(1)
  const pane = requestPane(page)
  await pane.open()
  await pane.choose('1 Get token')
  await pane.sendAndExpect(201)
  expect(bodies.map((body) => body.includes(password))).toEqual([true, true])
  await page.reload()
  await page.getByRole('navigation').first().waitFor()
  await app.stop()

  const files = await textOf(app.dir)
  const secrets = [password, ...tokens]
  expect(secrets).toHaveLength(3)
  expect(received.join('\n')).toContain('lab')
  expect(files).toContain(keystoneUrl)
  for (const secret of secrets) {
    expect(received.join('\n')).not.toContain(secret)
    expect(files).not.toContain(secret)
    expect(app.output()).not.toContain(secret)
  }
  expect(files).not.toContain(Buffer.from(password).toString('base64'))
  // A link that was used is worth nothing, and stands on the terminal alone.
  expect(files).not.toContain(new URL(app.url).hash.slice('#token='.length))
})

/** Everything under a folder, one after the other. */
async function textOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))
  return texts.join('\n')
}

const version = { version: { id: 'v3.14', status: 'stable', links: [] } }

function tokenBody() {
  const domain = { id: 'default', name: 'Default' }
  return {
    methods: ['password'],
    user: { id: 'u1', name: 'demo', domain },
    project: { id: 'p1', name: 'lab', domain },
    roles: [{ id: 'r1', name: 'member' }],
    catalog: [],
    issued_at: new Date().toISOString(),
    expires_at: new Date(Date.now() + 3600_000).toISOString(),
  }
}

function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
