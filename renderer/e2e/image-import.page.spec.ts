import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { dropFiles } from './drop-files.ts'
import { test as base, expect } from './served-app.ts'

/** A web server that has one image, and nothing else. */
const test = base.extend<{ web: string }>({
  web: async ({}, use) => {
    const server = createServer(({ url }, answer) => {
      answer.statusCode = url === '/disk.raw' ? 200 : 404
      answer.end(url === '/disk.raw' ? Buffer.alloc(4096) : '')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.closeAllConnections()
    server.close()
  },
})

test('the cloud fetches the data from the web, and the page says how far it is', async ({
  opened: page,
  web,
}) => {
  const inspector = await openQueuedImage(page, 'raw')
  await inspector.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog')

  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByText('Type an address that begins with')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Web address' }).fill(`${web}/disk.raw`)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()

  await expect(dialog.getByRole('status').getByText('done', { exact: true })).toBeVisible({ timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('row', { name: /^zz-queued active/ })).toBeVisible()
  await inspector.getByRole('tab', { name: 'Tasks' }).click()
  await expect(inspector.getByText('success')).toBeVisible()
})

test('a file is staged from the page and imported, after a word about what is missing', async ({
  app,
  opened: page,
}) => {
  const file = join(app.dir, 'disk.raw')
  await writeFile(file, Buffer.alloc(3 * 2 ** 20))
  const inspector = await openQueuedImage(page, 'raw')
  await inspector.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'From' }).click()
  await page.getByRole('option', { name: /glance-direct/ }).click()

  await dialog.getByRole('button', { name: 'Stage and import' }).click()
  await expect(dialog.getByText('Choose the file first.')).toBeVisible()
  await dropFiles(page, dialog.getByText('or drop it here'), [file])
  await expect(dialog.getByText('disk.raw, 3.00 MiB')).toBeVisible()
  await page.screenshot({ path: 'test-results/stage.png' })
  await dialog.getByRole('checkbox', { name: 'fast' }).check()
  await dialog.getByRole('button', { name: 'Stage and import' }).click()

  await expect(dialog.getByRole('status').getByText('done', { exact: true })).toBeVisible({ timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('row', { name: /^zz-queued active 3/ })).toBeVisible()
})

test('a file of another format than declared is doubted before it is staged', async ({
  app,
  opened: page,
}) => {
  const file = join(app.dir, 'disk.raw')
  await writeFile(file, Buffer.alloc(4096))
  const inspector = await openQueuedImage(page, 'qcow2')
  await inspector.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'From' }).click()
  await page.getByRole('option', { name: /glance-direct/ }).click()

  await dropFiles(page, dialog.getByText('or drop it here'), [file])

  await expect(dialog.getByRole('note')).toContainText('The bytes are raw, not qcow2.')
  await page.screenshot({ path: 'test-results/stage-doubt.png' })
})

test('an import that failed is diagnosed, with the only ways out', async ({ opened: page, web }) => {
  const inspector = await openQueuedImage(page, 'raw')
  await inspector.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Web address' }).fill(`${web}/nothing-here`)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByRole('status').getByText('failed', { exact: true })).toBeVisible({
    timeout: 30_000,
  })
  await dialog.getByRole('button', { name: 'Close' }).last().click()

  await expect(inspector.getByText('The last import failed.')).toBeVisible()
  await expect(inspector.getByRole('alert').getByRole('button', { name: 'Upload data…' })).toBeVisible()
})

test('data of another format than declared is doubted before the first byte', async ({
  app,
  opened: page,
}) => {
  const inspector = await openQueuedImage(page, 'qcow2')
  const file = join(app.dir, 'disk.raw')
  await writeFile(file, Buffer.alloc(4096))

  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    inspector.getByRole('button', { name: 'Upload data…' }).first().click(),
  ])
  await chooser.setFiles(file)

  await expect(page.getByRole('dialog').getByText('The bytes are raw, not qcow2.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('row', { name: /^zz-queued queued/ })).toBeVisible()
})

async function openQueuedImage(page: Page, diskFormat: string) {
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  await page.getByRole('button', { name: 'Create…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('zz-queued')
  await dialog.getByRole('combobox', { name: 'Disk format' }).click()
  await page.getByRole('option', { name: diskFormat, exact: true }).click()
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByRole('row', { name: /^zz-queued / }).click()
  return page.getByRole('complementary', { name: 'Selected image' })
}
