import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { dropFiles } from './drop-files.ts'
import { imagesPane } from './images-pane.ts'
import { readRealCloud, signInByImport } from './real-cloud.ts'
import { servicesAs } from './real-services.ts'
import { expect, type ServedApp, test } from './served-app.ts'
import { openstackShows } from './witness.ts'

const cloud = readRealCloud()
const { second, users } = cloud
const MiB = 2 ** 20

test('quotas of another region are told before an upload, and kept by its Glance', async ({
  app,
  opened: page,
}) => {
  test.setTimeout(180_000)
  const pane = imagesPane(page)
  const services = await servicesAs(cloud, users.other)
  await services.deleteImages(second.imageUrl)
  await signInByImport(page, cloud, users.other)
  await moveTo(page, second.regionName)
  await pane.open('')
  await page.getByRole('button', { name: 'Image service' }).click()
  await page.getByRole('tab', { name: 'Usage' }).click()
  const usage = page.getByRole('tabpanel', { name: 'Usage' })
  await expect(usage).toContainText('0 B of 8.00 MiB', { timeout: 30_000 })
  await expect(usage).toContainText('0 of 3')

  await pane.open('')
  const large = await randomFile(app, 'large.raw', 9 * MiB)
  await dropFiles(page, page.getByRole('main'), [large])
  await expect(page.getByRole('dialog')).toContainText('quota leaves 8.00 MiB, and these are 9.00 MiB')
  await page.getByRole('button', { name: 'Upload 1 file' }).click()
  await expect(pane.rowOf('large')).toContainText('active', { timeout: 60_000 })
  await dropFiles(page, page.getByRole('main'), [await randomFile(app, 'small.raw', MiB)])
  await page.getByRole('button', { name: 'Upload 1 file' }).click()
  await page.getByRole('button', { name: 'Transfers', exact: true }).click()
  await expect(page.getByText(/has no room for this image \(413\)/)).toBeVisible({ timeout: 60_000 })

  await pane.open('')
  await pane.create('third')
  await expect(pane.rowOf('third')).toContainText('queued')
  await pane.create('fourth')
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('answered 413')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Image service' }).click()
  await page.getByRole('tab', { name: 'Usage' }).click()
  await expect(usage).toContainText('9.00 MiB of 8.00 MiB', { timeout: 30_000 })
  await expect(usage).toContainText('3 of 3')
  await services.deleteImages(second.imageUrl)
})

test('a real Glance fetches an image from the Glance of another region', async ({ app, opened: page }) => {
  test.setTimeout(180_000)
  const pane = imagesPane(page)
  const name = `region-${crypto.randomUUID()}`
  await signInByImport(page, cloud)
  await moveTo(page, second.regionName)
  await pane.open(name)
  await pane.upload(await randomFile(app, `${name}.raw`, 3 * MiB))
  const sourceId = await pane.select(name)

  await moveTo(page, cloud.regionName)
  await expect(pane.rowOf(name)).toHaveCount(0)
  await pane.create(name)
  const imageId = await pane.select(name)
  await pane.inspector.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'From' }).click()
  await page.getByRole('option', { name: /glance-download/ }).click()
  await dialog.getByRole('combobox', { name: 'Region' }).click()
  await page.getByRole('option', { name: second.regionName }).click()
  await dialog.getByRole('textbox', { name: 'Image id there' }).fill(sourceId)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByRole('status').getByText('done', { exact: true })).toBeVisible({ timeout: 60_000 })
  await dialog.getByRole('button', { name: 'Close' }).last().click()

  await expect(pane.rowOf(name)).toContainText('active')
  expect(await openstackShows(cloud, imageId)).toMatchObject({ status: 'active', size: 3 * MiB })
  await pane.deleteSelected()
  await moveTo(page, second.regionName)
  await pane.select(name)
  await pane.deleteSelected()
  await expect(pane.rowOf(name)).toHaveCount(0)
})

async function moveTo(page: Page, regionName: string): Promise<void> {
  await page.getByRole('button', { name: /^Choose a region/ }).click()
  await page.getByRole('menuitem', { name: regionName }).click()
  await expect(page.getByRole('button', { name: `Choose a region: ${regionName}` })).toBeVisible()
}

async function randomFile(app: ServedApp, name: string, bytes: number): Promise<string> {
  const path = join(app.dir, name)
  await writeFile(path, randomBytes(bytes))
  return path
}
