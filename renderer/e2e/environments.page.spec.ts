import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
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

  await pane.newRequest('{{host}}/v2?k={{key}}')
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
  await pane.newRequest('{{host}}/')

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

test('an environment is renamed, copied with its secret, and deleted once its uses are told', async ({
  app,
  opened: page,
}) => {
  const pane = requestPane(page)
  await writeLab(app.dir)
  await pane.open()
  await page.getByRole('button', { name: 'Add a collection…' }).click()
  const adding = page.getByRole('dialog')
  await adding.getByText('Open a folder').first().click()
  await adding.getByRole('textbox', { name: 'Folder' }).fill(join(app.dir, 'lab'))
  await page.keyboard.press('Enter')
  await adding.waitFor({ state: 'detached' })
  await page.getByRole('combobox', { name: 'Environment' }).click()
  await page.getByRole('option', { name: 'Lab' }).click()

  const dialog = await openEnvironments(page)
  await dialog.getByLabel('Value of key').fill('hush-hush')
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Test bed')
  await dialog.getByRole('button', { name: 'Duplicate' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Test bed copy')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect(page.getByRole('combobox', { name: 'Environment' })).toHaveValue('Test bed')
  expect((await readdir(join(app.dir, 'lab', 'environments'))).toSorted()).toEqual([
    'Test bed copy.yml',
    'Test bed.yml',
  ])

  await openEnvironments(page)
  await dialog.getByRole('button', { name: 'Test bed copy' }).click()
  await expect(dialog.getByLabel('Value of key')).toHaveAttribute('placeholder', /^kept on this machine/)
  await dialog.getByRole('button', { name: 'Delete…' }).click()
  const asking = page.getByRole('dialog', { name: 'Delete “Test bed copy”?' })
  await expect(asking).toContainText('1 item of its collection names its variables')
  await expect(asking).toContainText('lab / Show: host, key')
  await asking.getByRole('button', { name: 'Delete' }).click()
  await asking.waitFor({ state: 'detached' })
  await expect.poll(() => readdir(join(app.dir, 'lab', 'environments'))).toEqual(['Test bed.yml'])
})

test('a secret that is kept is named from a list', async ({ app, opened: page }) => {
  const pane = requestPane(page)
  await writeLab(app.dir)
  await pane.open()
  await pane.addCollection('other', app.dir)
  await page.getByRole('button', { name: 'New request', exact: true }).first().click()
  await pane.editor.getByRole('tab', { name: 'Variables' }).click()
  await pane.editor.getByRole('textbox', { name: 'Variable', exact: true }).fill('token')
  await pane.editor.getByRole('checkbox', { name: 'Secret' }).check()
  await pane.editor.getByLabel('Value', { exact: true }).fill('hush-hush')
  await pane.editor.getByRole('button', { name: 'Set', exact: true }).click()
  await expect(pane.editor.getByRole('button', { name: 'Take token away' })).toBeVisible()

  const dialog = await openEnvironments(page)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.getByRole('textbox', { name: 'Name: new row' }).fill('key')
  await dialog.getByRole('button', { name: 'Name a secret that is kept… key' }).press('Enter')
  await page.getByRole('menuitem', { name: 'token' }).press('Enter')

  await expect(dialog.getByRole('textbox', { name: 'Value of key' })).toHaveValue('{{token}}')
})

/** A collection with an environment and a request that needs it. */
async function writeLab(dir: string): Promise<void> {
  const root = join(dir, 'lab')
  await mkdir(join(root, 'environments'), { recursive: true })
  await writeFile(join(root, 'opencollection.yml'), 'opencollection: 1.0.0\ninfo: { name: lab }\n')
  const variables = 'variables:\n  - { name: host, value: http://lab }\n  - { name: key, secret: true }\n'
  await writeFile(join(root, 'environments', 'Lab.yml'), `name: Lab\n${variables}`)
  const http = 'http: { method: GET, url: "{{host}}/?k={{key}}" }'
  await writeFile(join(root, 'show.yml'), `info: { name: Show, type: http, seq: 1 }\n${http}\n`)
}

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
