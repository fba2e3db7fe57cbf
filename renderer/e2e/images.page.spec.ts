import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { clickThroughImageLife } from './image-life.ts'
import { expect, test } from './served-app.ts'

test('an operator without a cloud starts the sandbox and sees its images', async ({ opened: page }) => {
  await page.getByRole('button', { name: 'Start the sandbox' }).click()

  await expect(page.getByRole('row', { name: /^sample-tiny-qcow2/ })).toBeVisible()
})

test('an image lives its whole life by clicks: up, down, off, on, gone', async ({ app, opened: page }) => {
  const file = join(app.dir, 'noble.raw')
  await writeFile(file, randomBytes(24 * 2 ** 20))
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()

  await clickThroughImageLife(page, app, file, 60_000)
})
