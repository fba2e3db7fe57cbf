import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

import { expect, type Page } from '@playwright/test'

import { dropFiles } from './drop-files.ts'
import type { ServedApp } from './served-app.ts'

/**
 * The operations of the Image API as an operator clicks them, on a page that is signed in: list, create, upload by drop,
 * show, download, deactivate, reactivate, delete. The token was the sign-in.
 */
export async function clickThroughImageLife(
  page: Page,
  app: ServedApp,
  file: string,
  patienceMs: number,
): Promise<void> {
  const name = basename(file).replace(/\.[^.]+$/, '')
  const row = page.getByRole('row', { name: new RegExp(`^${name} `) })
  const inspector = page.getByRole('complementary', { name: 'Selected image' })

  await page.getByRole('button', { name: 'Images', exact: true }).click()
  await createQueuedImage(page, `${name}-queued`)

  await dropFiles(page, page.getByRole('main'), [file])
  await page.getByRole('button', { name: 'Upload 1 file' }).click()
  await page.getByRole('button', { name: 'Transfers', exact: true }).click()
  await expect(page.getByText('verified by sha512')).toHaveCount(1, { timeout: patienceMs })

  await page.getByRole('button', { name: 'Images', exact: true }).click()
  await row.click()
  await expect(inspector.getByText('active', { exact: true })).toBeVisible()

  await inspector.getByRole('button', { name: 'Download', exact: true }).click()
  await page.getByRole('button', { name: 'Transfers', exact: true }).click()
  await expect(page.getByText('verified by sha512')).toHaveCount(2, { timeout: patienceMs })
  expect(await sha512(join(app.downloadsDir, basename(file)))).toBe(await sha512(file))

  await page.getByRole('button', { name: 'Images', exact: true }).click()
  await row.click()
  await inspector.getByRole('button', { name: 'Deactivate', exact: true }).click()
  await expect(inspector.getByText('deactivated', { exact: true })).toBeVisible()

  await inspector.getByRole('button', { name: 'Reactivate', exact: true }).click()
  await expect(inspector.getByText('active', { exact: true })).toBeVisible()

  await inspector.getByRole('button', { name: /^Delete/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(row).toHaveCount(0)
}

async function createQueuedImage(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Create…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('row', { name: new RegExp(`^${name} `) })).toContainText('queued')
}

async function sha512(path: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}
