import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { dropFiles } from './drop-files.ts'
import { expect, test } from './served-app.ts'

test('marked images are shared with a project, and a copy to a store says why it is not for this role', async ({
  app,
  opened: page,
}) => {
  test.setTimeout(120_000)
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  const files = ['mine-one.raw', 'mine-two.raw'].map((name) => join(app.dir, name))
  for (const file of files) await writeFile(file, Buffer.alloc(4096, file))
  await dropFiles(page, page.getByRole('main'), files)
  await page.getByRole('button', { name: 'Upload 2 files' }).click()
  for (const name of ['mine-one', 'mine-two']) {
    await expect(page.getByRole('row', { name: new RegExp(`^${name} active`) })).toBeVisible()
  }
  await page.getByRole('searchbox', { name: /^Filter images/ }).fill('mine')
  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+a')

  const dialog = await plan(page, 'Stores', 'Copy to archive…')
  await expect(dialog.getByText(/^Left out: By default this is for administrators.*403/)).toHaveCount(2)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('grid').focus()

  await page.keyboard.press('Control+a')
  await page.getByRole('toolbar').getByRole('button', { name: 'Set' }).click()
  await page.getByRole('menuitem', { name: 'Visibility shared' }).click()
  await run(page, 'Do it to 2 images')
  await page.keyboard.press('Control+a')
  await page.getByRole('toolbar').getByRole('button', { name: 'Share…' }).click()
  await expect(page.getByRole('button', { name: /^Do it to/ })).toBeDisabled()
  await page.keyboard.type('0123456789abcdef0123456789abcdef')
  await run(page, 'Do it to 2 images')

  await page.getByRole('row', { name: /^mine-one / }).click()
  const inspector = page.getByRole('complementary', { name: 'Selected image' })
  await inspector.getByRole('tab', { name: 'Members' }).click()
  await expect(inspector.getByText('0123456789abcdef0123456789abcdef')).toBeVisible()
})

async function plan(page: Page, menu: string, item: string) {
  await page.getByRole('toolbar').getByRole('button', { name: menu }).click()
  await page.getByRole('menuitem', { name: item }).click()
  return page.getByRole('dialog')
}

async function run(page: Page, submit: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: submit }).click()
  await expect(dialog.getByText('Ended: 2 done, 0 failed')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(dialog).toHaveCount(0)
  await page.getByRole('grid').focus()
}
