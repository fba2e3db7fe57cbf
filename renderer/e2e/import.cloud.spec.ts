import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { dropFiles } from './drop-files.ts'
import { imagesPane } from './images-pane.ts'
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
  const pane = imagesPane(page)
  const { inspector } = pane
  const { name, imageId } = await openQueuedImage(page)
  const row = pane.rowOf(name)

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
  await pane.deleteSelected()
  await expect(row).toHaveCount(0)
})

test('an import that fails says what the cloud says of it, and leaves the image queued', async ({
  opened: page,
}) => {
  test.setTimeout(120_000)
  const server = createServer((_, answer) => void answer.writeHead(404).end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const pane = imagesPane(page)
  const { name } = await openQueuedImage(page)

  await pane.inspector.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog')
  const { port } = server.address() as AddressInfo
  await dialog.getByRole('textbox', { name: 'Web address' }).fill(`http://127.0.0.1:${port}/missing`)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()

  await expect(dialog.getByText('Failed: fast')).toBeVisible({ timeout: 60_000 })
  await expect(dialog.getByText(/^The cloud says: Task failed/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(pane.rowOf(name)).toContainText('queued')
  server.close()
  await pane.deleteSelected()
  await expect(pane.rowOf(name)).toHaveCount(0)
})

test('a file is staged for a real Glance and imported into the store that was chosen', async ({
  app,
  opened: page,
}) => {
  test.setTimeout(180_000)
  const file = join(app.dir, 'staged.raw')
  await writeFile(file, randomBytes(3 * 2 ** 20))
  const pane = imagesPane(page)
  const { inspector } = pane
  const { name, imageId } = await openQueuedImage(page)
  const row = pane.rowOf(name)

  await inspector.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'From' }).click()
  await page.getByRole('option', { name: /glance-direct/ }).click()
  await dropFiles(page, dialog.getByText('or drop it here'), [file])
  await expect(dialog.getByText('staged.raw, 3.00 MiB')).toBeVisible()
  await dialog.getByRole('checkbox', { name: 'archive' }).check()
  await dialog.getByRole('button', { name: 'Stage and import' }).click()

  await expect(dialog.getByRole('status').getByText('done', { exact: true })).toBeVisible({ timeout: 60_000 })
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(row).toContainText('active')
  const shown = await openstackShows(cloud, imageId)
  expect(shown).toMatchObject({ status: 'active', size: 3 * 2 ** 20 })
  expect(shown.properties).toMatchObject({ stores: 'archive' })
  await pane.deleteSelected()
  await expect(row).toHaveCount(0)
})

/** Selects an image that waits for data; among others there might be many. */
async function openQueuedImage(page: Page): Promise<{ name: string; imageId: string }> {
  const name = `import-${crypto.randomUUID()}`
  const pane = imagesPane(page)
  await signInByImport(page, cloud)
  await pane.open(name)
  await pane.create(name)
  return { name, imageId: await pane.select(name) }
}
