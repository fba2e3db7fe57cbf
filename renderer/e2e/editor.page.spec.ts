import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import type { Page } from '@playwright/test'

import { requestPane } from './request-pane.ts'
import { expect, test } from './served-app.ts'

interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

let server: Server
let origin: string
let received: Received[]

test.beforeEach(async () => {
  received = []
  server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
      response.setHeader('Content-Type', 'application/json')
      response.end('{"images":[{"name":"noble","id":"a1"},{"name":"cirros","id":"b2"}]}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

test.afterEach(() => {
  server.close()
  server.closeAllConnections()
})

test('a part of the query is switched off and on again, and the URL follows', async ({ opened: page }) => {
  const { editor } = await newRequest(page, `${origin}/v2/images?limit=10&sort=name`)
  const url = editor.getByRole('textbox', { name: 'URL' })
  await editor.getByRole('tab', { name: 'Params' }).click()

  await editor.getByRole('checkbox', { name: 'Send limit' }).uncheck()
  await expect(url).toHaveValue(`${origin}/v2/images?sort=name`)
  await url.fill(`${origin}/v2/images?sort=size`)
  await editor.getByRole('checkbox', { name: 'Send limit' }).check()

  await expect(url).toHaveValue(`${origin}/v2/images?limit=10&sort=size`)
})

test('a form, a text and several parts go out as they are written', async ({ app, opened: page }) => {
  const pane = await newRequest(page, `${origin}/forms`)
  const { editor } = pane
  await setMethod(page, 'POST')
  await editor.getByRole('tab', { name: 'Body' }).click()

  await editor.getByText('Form', { exact: true }).click()
  await editor.getByRole('textbox', { name: 'Name: new row' }).fill('full name')
  await editor.getByRole('textbox', { name: 'Value of full name' }).fill('a&b')
  await pane.sendAndExpect(200)
  await editor.getByText('Multipart', { exact: true }).click()
  await editor.getByRole('button', { name: 'Add a file' }).click()
  await editor.getByRole('textbox', { name: 'Name: row 1' }).fill('part')
  const file = join(app.dir, 'cloud.txt')
  await writeFile(file, 'forty-two bytes')
  await editor.locator('input[type=file]').setInputFiles(file)
  await expect(editor.getByText('cloud.txt')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => received.length).toBe(2)

  expect(received[0]).toMatchObject({ method: 'POST', url: '/forms' })
  expect(new URLSearchParams(received[0]?.body).get('full name')).toBe('a&b')
  expect(received[1]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
  expect(received[1]?.body).toMatch(/name="part"; filename="cloud\.txt"[^]*forty-two bytes/)
})

test('text that is no JSON is said to be none, with the place', async ({ opened: page }) => {
  const { editor } = await newRequest(page, `${origin}/`)
  await editor.getByRole('tab', { name: 'Body' }).click()
  await editor.getByText('Text', { exact: true }).click()
  await editor.getByRole('textbox', { name: 'Body' }).click()
  await page.keyboard.insertText('{"size": 1,\n "id": {{x}},\n oops}')

  await expect(editor.getByText('Not JSON: line 3, column 2.')).toBeVisible()
})

test('an action finds the id of the image of a name, and a claim that fails is told', async ({
  opened: page,
}) => {
  const pane = await newRequest(page, `${origin}/v2/images`)
  const { editor } = pane
  await editor.getByRole('tab', { name: 'Actions' }).click()
  await editor.getByRole('button', { name: 'Set a variable' }).click()
  const first = editor.getByRole('listitem', { name: 'Action 1' })
  await first.getByRole('textbox', { name: 'Variable' }).fill('found_id')
  await first.getByRole('textbox', { name: 'from: path' }).fill('$.images')
  await first.getByRole('checkbox', { name: 'find in a list' }).check()
  await first.getByRole('textbox', { name: 'from: field' }).fill('name')
  await first.getByRole('textbox', { name: 'field: Value' }).fill('cirros')
  await first.getByRole('textbox', { name: 'from: path to take' }).fill('id')
  await editor.getByRole('button', { name: 'Expect something' }).click()
  const second = editor.getByRole('listitem', { name: 'Action 2' })
  await second.getByRole('textbox', { name: 'expect: Value' }).fill('201')

  await pane.sendAndExpect(200)

  await expect(pane.answer.getByText('does not hold: 200')).toBeVisible()
  await editor.getByRole('tab', { name: 'Variables' }).click()
  await expect(editor.getByRole('row', { name: /found_id/ })).toContainText('b2')
})

test('a field says what the names in it stand for, and which have no value', async ({ opened: page }) => {
  const pane = await newRequest(page, `${origin}/v2/images/{{image_id}}?name={{nobody}}`)
  await pane.setVariable('image_id', 'b2-77')

  await expect(pane.editor.getByRole('textbox', { name: 'URL' })).toHaveAttribute(
    'title',
    'image_id: b2-77 (set here)\nNo value yet for nobody',
  )
})

test('auth and options outlive a reload, a typed password does not', async ({ opened: page }) => {
  const { editor } = await newRequest(page, `${origin}/`)
  await editor.getByRole('tab', { name: 'Auth' }).click()
  await choose(page, 'Kind', 'Basic')
  await editor.getByRole('textbox', { name: 'User name' }).fill('anna')
  await editor.getByLabel('Password', { exact: true }).fill('Welcome1')
  await editor.getByRole('tab', { name: 'Options' }).click()
  await editor.getByRole('textbox', { name: 'Time for the whole exchange' }).fill('5000')
  await editor.getByRole('checkbox', { name: 'Follow redirects' }).uncheck()

  await page.reload()

  await editor.getByRole('tab', { name: 'Options' }).click()
  await expect(editor.getByRole('textbox', { name: 'Time for the whole exchange' })).toHaveValue('5000 ms')
  await expect(editor.getByRole('checkbox', { name: 'Follow redirects' })).not.toBeChecked()
  await editor.getByRole('tab', { name: 'Auth' }).click()
  await expect(editor.getByRole('textbox', { name: 'User name' })).toHaveValue('anna')
  await expect(editor.getByLabel('Password', { exact: true })).toHaveValue('[redacted]')
})

async function newRequest(page: Page, url: string) {
  const pane = requestPane(page)
  await pane.open()
  await pane.newRequest(url)
  return pane
}

async function setMethod(page: Page, method: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Method' }).fill(method)
  await page.keyboard.press('Escape')
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
