import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { imagesPane } from './images-pane.ts'
import { readRealCloud, signInByImport } from './real-cloud.ts'
import { expect, test } from './served-app.ts'

const cloud = readRealCloud()

test('an administrator sees the stores of a real Glance in detail, its cache and its tasks', async ({
  app,
  opened: page,
}) => {
  test.setTimeout(180_000)
  await signInByImport(page, cloud, cloud.users.admin)
  const name = `service-${crypto.randomUUID()}`
  const file = join(app.dir, `${name}.raw`)
  await writeFile(file, randomBytes(2 ** 20))
  const pane = imagesPane(page)
  await pane.open(name)
  await pane.upload(file)
  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+a')
  await page.getByRole('toolbar').getByRole('button', { name: 'Stores' }).click()
  await page.getByRole('menuitem', { name: 'Copy to archive…' }).click()
  await page.getByRole('button', { name: 'Do it to 1 image' }).click()
  await expect(page.getByText('Ended: 1 done, 0 failed, 0 not done')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  const imageId = await pane.select(name)

  await page.getByRole('button', { name: 'Image service' }).click()
  await page.getByRole('tab', { name: 'Stores' }).click()
  await expect(page.getByText('chunk_size: 65536').first()).toBeVisible()

  await page.getByRole('tab', { name: 'Cache' }).click()
  const cachePanel = page.getByRole('tabpanel', { name: 'Cache' })
  await cachePanel.getByRole('textbox', { name: 'Image id' }).fill('not an id')
  await cachePanel.getByRole('button', { name: 'Queue', exact: true }).click()
  await expect(cachePanel.getByText('Type the id of an active image')).toBeVisible()
  await cachePanel.getByRole('textbox', { name: 'Image id' }).fill(imageId)
  await cachePanel.getByRole('button', { name: 'Queue', exact: true }).click()
  await expect(cachePanel.getByRole('row', { name: new RegExp(name) })).toBeVisible()
  await cachePanel.getByRole('button', { name: new RegExp(`^Take ${name} out of`) }).click()
  await expect(cachePanel.getByRole('row', { name: new RegExp(name) })).toHaveCount(0)

  await page.getByRole('tab', { name: 'Tasks' }).click()
  await page.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'success' }).click()
  await page
    .getByRole('button', { name: /^Open task/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('copy-image')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()

  await pane.open(name)
  await pane.select(name)
  await pane.deleteSelected()
})
