import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { type EchoServer, startEchoServer } from './echo-server.ts'
import { requestPane } from './request-pane.ts'
import { expect, test } from './served-app.ts'

let server: EchoServer

test.beforeEach(async () => {
  server = await startEchoServer()
})

test.afterEach(() => server.close())

test('an environment is written, chosen and sent; its secret stays out of the file', async ({
  app,
  opened: page,
}) => {
  const pane = requestPane(page)
  await pane.open()
  await pane.addCollection('lab', app.dir)
  const dialog = await openEnvironments(page)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Test bed')
  await define(page, 'host', server.origin)
  await dialog.getByRole('textbox', { name: 'Name: new row' }).fill('key')
  await dialog.getByRole('checkbox', { name: 'key is secret' }).check()
  await dialog.getByLabel('Value of key').fill('hush-hush')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'New request', exact: true }).first().click()
  await pane.editor.getByRole('textbox', { name: 'URL' }).fill('{{host}}/v2?k={{key}}')
  await expect(page.getByRole('combobox', { name: 'Environment' })).toHaveValue('Test bed')
  await expect(pane.editor.getByRole('textbox', { name: 'URL' })).toHaveAttribute(
    'title',
    `host: ${server.origin} (environment)\nkey: secret (environment)`,
  )
  await pane.sendAndExpect(200)

  expect(server.received[0]?.url).toBe('/v2?k=hush-hush')
  const file = await readFile(join(app.dir, 'lab', 'environments', 'Test bed.yml'), 'utf8')
  expect(file).toContain(server.origin)
  expect(file).not.toContain('hush-hush')
  await openEnvironments(page)
  await expect(dialog.getByLabel('Value of key')).toHaveAttribute('placeholder', /^kept on this machine/)
})

test('without its environment a request stops and names what has no value', async ({ app, opened: page }) => {
  const pane = requestPane(page)
  await pane.open()
  await pane.addCollection('lab', app.dir)
  const dialog = await openEnvironments(page)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Test bed')
  await define(page, 'host', server.origin)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'New request', exact: true }).first().click()
  await pane.editor.getByRole('textbox', { name: 'URL' }).fill('{{host}}/')

  await page.getByRole('combobox', { name: 'Environment' }).click()
  await page.getByRole('option', { name: 'No environment' }).click()
  await page.keyboard.press('Control+Enter')

  await expect(pane.answer.getByRole('alert')).toContainText('host')
  expect(server.received).toEqual([])
})

test('a name that is there twice, or is none, cannot be saved and is said', async ({ app, opened: page }) => {
  const pane = requestPane(page)
  await pane.open()
  await pane.addCollection('lab', app.dir)
  const dialog = await openEnvironments(page)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Test bed')
  await define(page, 'host', 'a')
  await define(page, 'host', 'b')

  await expect(dialog.getByRole('alert')).toContainText('once')
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
})

async function openEnvironments(page: Page) {
  await page.getByRole('button', { name: 'Edit environments…' }).click()
  return page.getByRole('dialog')
}

async function define(page: Page, name: string, value: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name: new row' }).fill(name)
  await dialog
    .getByRole('textbox', { name: `Value of ${name}` })
    .last()
    .fill(value)
}
