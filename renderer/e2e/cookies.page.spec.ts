import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { requestPane } from './request-pane.ts'
import { expect, test } from './served-app.ts'

let server: Server
let origin: string
/** What came with each request. */
let received: (string | undefined)[]

test.beforeEach(async () => {
  test.setTimeout(120_000)
  received = []
  server = createServer((request, response) => {
    received.push(request.headers.cookie)
    if (request.url === '/in') response.setHeader('Set-Cookie', 'sid=5e55; HttpOnly; Max-Age=3600')
    response.end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

test.afterEach(() => {
  server.closeAllConnections()
  server.close()
})

test('a cookie is kept, looked at, changed and taken away, and goes where it belongs', async ({
  opened: page,
}) => {
  const pane = requestPane(page)
  const dialog = page.getByRole('dialog', { name: 'Cookies' })
  await pane.open()
  await pane.newRequest(`${origin}/in`)
  await pane.sendAndExpect(200)
  await pane.editor.getByRole('tab', { name: /^Options/ }).click()
  await pane.editor.getByRole('button', { name: 'Cookies…' }).click()
  // What a request did not want to keep was not kept.
  await expect(dialog).toContainText('No cookie yet.')
  await page.keyboard.press('Escape')

  await pane.editor.getByRole('checkbox', { name: 'Keep and send cookies' }).check()
  await pane.sendAndExpect(200)
  await pane.sendAndExpect(200)
  expect(received).toEqual([undefined, undefined, 'sid=5e55'])
  await page.getByRole('tab', { name: 'Sent' }).click()
  await expect(pane.answer.getByRole('row', { name: /Cookie/ })).toContainText('[redacted]')

  await pane.editor.getByRole('button', { name: 'Cookies…' }).click()
  const row = dialog.getByRole('table', { name: 'Cookies of 127.0.0.1' }).getByRole('row', { name: /sid/ })
  await expect(row).toContainText('this host, HttpOnly')
  await expect(dialog).not.toContainText('5e55')
  await row.getByRole('button', { name: 'Show the value of sid' }).click()
  await expect(row).toContainText('5e55')

  await row.getByRole('button', { name: 'Edit sid' }).click()
  await dialog.getByLabel('Value').fill('no;cookie')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByRole('alert')).toContainText('The value of “sid” cannot be sent')
  await dialog.getByLabel('Value').fill('changed')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('button', { name: 'Add a cookie' }).click()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('elsewhere')
  await dialog.getByLabel('Value').fill('1')
  await dialog.getByRole('textbox', { name: 'Domain' }).fill('cloud.example')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByRole('table', { name: 'Cookies of cloud.example' })).toContainText('with the app')
  await page.keyboard.press('Escape')
  await pane.sendAndExpect(200)
  expect(received.at(-1)).toBe('sid=changed')

  await pane.editor.getByRole('button', { name: 'Cookies…' }).click()
  await dialog.getByRole('button', { name: 'Delete the cookies of 127.0.0.1' }).click()
  await expect(dialog.getByRole('table', { name: 'Cookies of 127.0.0.1' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await pane.editor.getByRole('textbox', { name: 'URL' }).fill(`${origin}/out`)
  await pane.sendAndExpect(200)
  expect(received.at(-1)).toBeUndefined()
})
