import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import type { Locator, Page } from '@playwright/test'

import { dropFiles } from './drop-files.ts'
import { readRealCloud, signInByImport } from './real-cloud.ts'
import { expect, test } from './served-app.ts'
import { openstackShows } from './witness.ts'

const cloud = readRealCloud()

test('a real Glance fetches an image from the web, and is told what it does in the meantime', async ({
  opened: page,
}) => {
  test.setTimeout(180_000)
  const bytes = randomBytes(2 ** 20)
  let isHeld = true
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'Content-Length': bytes.length })
    answer.write(bytes.subarray(0, 1000))
    const timer = setInterval(() => {
      if (isHeld) return
      clearInterval(timer)
      answer.end(bytes.subarray(1000))
    }, 50)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/disk.raw`
  const { row, inspector, imageId } = await openQueuedImage(page)

  await inspector.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Web address' }).fill(uri)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(row).toContainText('importing', { timeout: 30_000 })
  // What the state table forbids while it imports cannot be clicked.
  await expect(inspector.getByRole('button', { name: 'Deactivate', exact: true })).toBeDisabled()
  isHeld = false

  await expect(row).toContainText('active', { timeout: 60_000 })
  await inspector.getByRole('tab', { name: 'Tasks' }).click()
  await expect(inspector.getByText('success')).toBeVisible()
  expect(await openstackShows(cloud, imageId)).toMatchObject({ status: 'active', size: bytes.length })
  server.closeAllConnections()
  server.close()
  await deleteImage(page, inspector)
  await expect(row).toHaveCount(0)
})

test('a file is staged for a real Glance and imported into the store that was chosen', async ({
  app,
  opened: page,
}) => {
  test.setTimeout(180_000)
  const file = join(app.dir, 'staged.raw')
  await writeFile(file, randomBytes(3 * 2 ** 20))
  const { row, inspector, imageId } = await openQueuedImage(page)

  await inspector.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'From' }).click()
  await page.getByRole('option', { name: /glance-direct/ }).click()
  await dropFiles(page, dialog.getByText('or drop it here'), [file])
  await dialog.getByRole('checkbox', { name: 'archive' }).check()
  await dialog.getByRole('button', { name: 'Stage and import' }).click()

  await expect(dialog.getByRole('status').getByText('done', { exact: true })).toBeVisible({ timeout: 60_000 })
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(row).toContainText('active')
  const shown = await openstackShows(cloud, imageId)
  expect(shown).toMatchObject({ status: 'active', size: 3 * 2 ** 20 })
  expect(shown.properties).toMatchObject({ stores: 'archive' })
  await deleteImage(page, inspector)
  await expect(row).toHaveCount(0)
})

interface OpenImage {
  readonly row: Locator
  readonly inspector: Locator
  readonly imageId: string
}

async function openQueuedImage(page: Page): Promise<OpenImage> {
  const name = `import-${crypto.randomUUID()}`
  await signInByImport(page, cloud)
  await page.getByRole('button', { name: 'Images', exact: true }).click()
  await page.getByRole('button', { name: 'Create…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('combobox', { name: 'Disk format' }).click()
  await page.getByRole('option', { name: 'raw', exact: true }).click()
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByRole('searchbox', { name: /^Filter images/ }).fill(name)
  const row = page.getByRole('row', { name: new RegExp(`^${name} `) })
  await row.click()
  const inspector = page.getByRole('complementary', { name: 'Selected image' })
  const id = inspector.getByText(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/).first()
  return { row, inspector, imageId: (await id.textContent()) ?? '' }
}

async function deleteImage(page: Page, inspector: Locator): Promise<void> {
  await inspector.getByRole('button', { name: /^Delete/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
}
