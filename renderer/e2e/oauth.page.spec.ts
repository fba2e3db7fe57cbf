import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { requestPane } from './request-pane.ts'
import { expect, test } from './served-app.ts'

let server: Server
let origin: string

test.beforeEach(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin)
    const redirect = url.searchParams.get('redirect_uri')
    if (url.pathname === '/authorize' && redirect !== null) {
      const back = new URL(redirect)
      back.searchParams.set('code', 'the-code')
      back.searchParams.set('state', url.searchParams.get('state') ?? '')
      response.writeHead(302, { Location: back.href }).end()
    } else if (url.pathname === '/token') response.end('{"access_token": "t0ken", "expires_in": 3600}')
    else response.end(request.headers.authorization === 'Bearer t0ken' ? 'welcome' : 'who are you?')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

test.afterEach(() => {
  server.close()
  server.closeAllConnections()
})

test('a request signs in by what its collection says', async ({ app, opened: page }) => {
  const root = join(app.dir, 'lab')
  const { editor, answer, open } = requestPane(page)
  await open()
  await requestPane(page).addCollection('lab', app.dir)
  const write = `http: { method: GET, url: "${origin}/images", auth: inherit }`
  await writeFile(join(root, 'list.yml'), `info: { name: Pictures, type: http, seq: 1 }\n${write}\n`)
  await page.getByRole('treeitem', { name: 'lab', exact: true }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Variables, auth, headers…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('tab', { name: 'Auth' }).click()
  await dialog.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: /authorization code/i }).click()
  await dialog.getByRole('textbox', { name: 'Authorization URL' }).fill(`${origin}/authorize`)
  await dialog.getByRole('textbox', { name: 'Token URL' }).fill(`${origin}/token`)
  await dialog.getByRole('textbox', { name: 'Client id' }).fill('arclight')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })

  await page.getByRole('treeitem', { name: 'GET Pictures' }).click()
  await expect(editor.getByRole('textbox', { name: 'URL' })).toHaveValue(`${origin}/images`)
  await editor.getByRole('tab', { name: 'Auth' }).click()
  await expect(editor.getByRole('note')).toContainText('from “lab”')
  await signInOutside(page)
  await expect(editor.getByRole('status')).toHaveText(/Signed in/)
  await page.keyboard.press('Control+Enter')
  await expect(answer).toContainText('welcome')
})

test('a request is signed after somebody signed in on the page of the server', async ({ opened: page }) => {
  const { editor, answer, open, newRequest } = requestPane(page)
  await open()
  await newRequest(`${origin}/images`)
  await editor.getByRole('tab', { name: 'Auth' }).click()
  await editor.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: /authorization code/i }).click()
  await editor.getByRole('textbox', { name: 'Authorization URL' }).fill(`${origin}/authorize`)
  await editor.getByRole('textbox', { name: 'Token URL' }).fill(`${origin}/token`)
  await editor.getByRole('textbox', { name: 'Client id' }).fill('arclight')

  await page.keyboard.press('Control+Enter')
  await expect(answer).toContainText('wants you to sign in first')
  await signInOutside(page)

  await expect(editor.getByRole('status')).toHaveText(/Signed in/)
  await page.keyboard.press('Control+Enter')
  await expect(answer).toContainText('welcome')
})

/** On the page of the server, which opens beside this one. */
async function signInOutside(page: Page): Promise<void> {
  const { editor } = requestPane(page)
  await editor.getByRole('button', { name: 'Sign in…' }).click()
  const opening = page.context().waitForEvent('page')
  await editor.getByRole('link', { name: `Open ${origin.slice(7)}` }).click()
  const outside = await opening
  await expect(outside.locator('body')).toContainText('This page can be closed')
  await outside.close()
}
