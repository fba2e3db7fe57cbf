import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { dropFiles } from './drop-files.ts'
import { expect, type ServedApp, test } from './served-app.ts'

test('an operator orders, pauses, limits and proves transfers by keyboard', async ({
  app,
  opened: page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write', 'notifications'])
  await uploadAll(page, app, ['first.raw'], 64 * 1024)
  await expect(page.getByText('verified by sha512')).toHaveCount(1)
  await page.getByRole('button', { name: 'Limits…' }).click()
  await page.getByRole('textbox', { name: 'At once for each cloud' }).fill('1')
  await page.getByRole('textbox', { name: 'All together, MiB/s' }).fill('0.25')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Alt+1')
  await dropAll(page, app, ['moving.raw', 'second.raw', 'third.raw'], 8 * 2 ** 20)

  const grid = page.getByRole('grid', { name: 'Transfers' })
  const rows = grid.getByRole('row')
  await expect(rows.nth(0)).toContainText('moving')
  await grid.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(2)).toHaveAttribute('aria-selected', 'true')
  await expect(rows.nth(2)).toContainText('third')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(rows.nth(1)).toContainText('third')
  await page.keyboard.press('-')
  await expect(rows.nth(2)).toContainText(/third.*low/)
  await page.keyboard.press(' ')
  await expect(rows.nth(2)).toContainText('paused')
  await look(page)
  await page.keyboard.press('Delete')
  await expect(rows.filter({ hasText: 'third' })).toContainText('cancelled')

  await page.keyboard.press('End')
  await page.keyboard.press('c')
  await expect(page.getByText('The receipt of first.raw is on the clipboard.')).toBeVisible()
  const receipt = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as object
  expect(receipt).toMatchObject({ fileName: 'first.raw', state: 'verified', verifiedBy: 'sha512' })
  await page.keyboard.press('Enter')
  await expect(rows.last()).toContainText('65,536')
  await page.keyboard.press('Delete')
  await expect(rows.filter({ hasText: 'first' })).toHaveCount(0)
})

test('a cancelled upload offers the image that it left', async ({ app, opened: page }) => {
  await uploadAll(page, app, ['small.raw'], 1024)
  await page.getByRole('button', { name: 'Limits…' }).click()
  await page.getByRole('textbox', { name: 'All together, MiB/s' }).fill('0.25')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+1')
  await dropAll(page, app, ['left.raw'], 8 * 2 ** 20)
  const row = page.getByRole('row').filter({ hasText: 'left' })
  await expect(row.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^[1-9]/)

  const question = page.waitForEvent('dialog')
  const leaving = page.close({ runBeforeUnload: true })
  const asked = await question
  expect(asked.type()).toBe('beforeunload')
  await asked.dismiss()
  await leaving

  await row.getByRole('button', { name: 'Cancel' }).click()
  await expect(row).toContainText('still in the cloud, queued')
  await row.getByRole('button', { name: 'Delete the queued image' }).click()
  await expect(row).not.toContainText('still in the cloud')
})

async function uploadAll(page: Page, app: ServedApp, names: readonly string[], sizeBytes: number) {
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  await dropAll(page, app, names, sizeBytes)
}

async function dropAll(page: Page, app: ServedApp, names: readonly string[], sizeBytes: number) {
  const files = names.map((name) => join(app.dir, name))
  for (const file of files) await writeFile(file, randomBytes(sizeBytes))
  await dropFiles(page, page.getByRole('main'), files)
  await page.getByRole('button', { name: /^Upload \d+ files?/ }).click()
  await page.getByRole('button', { name: 'Transfers', exact: true }).click()
}

async function look(page: Page): Promise<void> {
  await mkdir('test-results/screens', { recursive: true })
  await page.screenshot({ path: 'test-results/screens/transfers-queue.png' })
}
