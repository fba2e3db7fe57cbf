import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { dropFiles } from './drop-files.ts'
import { expect, test } from './served-app.ts'

test('an operator sorts by two columns, chooses columns, and finds the view again under a name', async ({
  opened: page,
}) => {
  await openSandbox(page)

  await page.getByRole('columnheader', { name: 'Visibility' }).getByRole('button').click()
  await page
    .getByRole('columnheader', { name: 'Name' })
    .getByRole('button')
    .click({ modifiers: ['Shift'] })
  await page
    .getByRole('columnheader', { name: 'Name' })
    .getByRole('button')
    .click({ modifiers: ['Shift'] })
  await expect(nameCells(page)).toHaveText(['sample-tiny-raw', 'sample-tiny-qcow2'])

  await chooseFromView(page, 'Columns…')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: 'Tags' }).uncheck()
  await dialog.getByRole('checkbox', { name: 'Owner' }).check()
  await dialog.getByRole('button', { name: 'Move Owner to the front' }).click()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('columnheader')).toHaveText([
    /^Name/,
    'Status',
    'Size',
    'Format',
    /^Visib/,
    'Owner',
    'Updated',
  ])

  await chooseFromView(page, 'Keep this view…')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('who owns what')
  await page.getByRole('dialog').getByRole('button', { name: 'Keep', exact: true }).click()
  await chooseFromView(page, 'The usual view')
  await expect(page.getByRole('columnheader', { name: 'Owner' })).toHaveCount(0)
  await page.reload()
  await openSandbox(page)
  await chooseFromView(page, 'who owns what')
  await expect(page.getByRole('columnheader', { name: 'Owner' })).toBeVisible()
})

test('hidden images have a list of their own, and the cloud filters when it is told to', async ({
  opened: page,
}) => {
  await openSandbox(page)
  await createImage(page, 'zz-one')
  await createImage(page, 'zz-two')
  await page.getByRole('searchbox', { name: /^Filter images/ }).fill('zz-')
  await page.getByRole('row', { name: /^zz-one/ }).click()
  await page.keyboard.press('Control+a')
  await page.getByRole('button', { name: 'Set', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Hide' }).click()
  await page.getByRole('button', { name: 'Do it to 2 images' }).click()
  await expect(page.getByText('Ended: 2 done, 0 failed, 0 not done')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByText('No image matches')).toBeVisible()

  await page.getByRole('button', { name: 'usual list' }).click()
  await page.getByRole('menuitemradio', { name: /^hidden/ }).click()
  await expect(nameCells(page)).toHaveText(['zz-one', 'zz-two'])

  await page.getByRole('button', { name: 'protected', exact: true }).click()
  await page.getByRole('menuitemradio', { name: /^no/ }).click()
  await chooseFromView(page, 'Let the cloud filter', 'menuitemcheckbox')
  await expect(page.getByRole('button', { name: 'protected: no' })).toHaveAttribute(
    'title',
    'The cloud leaves out the rest.',
  )
  await expect(nameCells(page)).toHaveText(['zz-one', 'zz-two'])
})

test('many images: the plan says what is left out and why, and each has a result', async ({
  app,
  opened: page,
}) => {
  await openSandbox(page)
  await uploadTwo(page, app.dir)
  await createImage(page, 'zz-waits')
  await page.getByRole('searchbox', { name: /^Filter images/ }).fill('zz-')
  await page.getByRole('grid').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+End')
  await expect(page.getByRole('toolbar')).toContainText('3 marked')

  await page.getByRole('toolbar').getByRole('button', { name: 'Deactivate' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Deactivate 2 images on Sandbox?')
  await expect(dialog.getByRole('listitem').filter({ hasText: 'zz-waits' })).toContainText('Left out')
  await dialog.getByRole('button', { name: 'Do it to 2 images' }).click()

  await expect(dialog.getByText('Ended: 2 done, 0 failed, 0 not done')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('row', { name: /deactivated/ })).toHaveCount(2)
})

test('a list that has nothing says so, and leads back', async ({ opened: page }) => {
  await openSandbox(page)
  await page.getByRole('button', { name: 'usual list' }).click()
  await page.getByRole('menuitemradio', { name: /^hidden/ }).click()
  await expect(page.getByText('No image matches')).toBeVisible()

  await page.getByRole('button', { name: 'Clear the filter' }).click()

  await expect(page.getByRole('row', { name: /^sample-tiny-raw/ })).toBeVisible()
})

async function uploadTwo(page: Page, dir: string): Promise<void> {
  const files = ['zz-a.raw', 'zz-b.raw'].map((name) => join(dir, name))
  for (const file of files) await writeFile(file, Buffer.alloc(4096))
  await dropFiles(page, page.getByRole('main'), files)
  await page.getByRole('button', { name: 'Upload 2 files' }).click()
  await expect(page.getByRole('row', { name: /^zz-[ab] active/ })).toHaveCount(2)
}

async function openSandbox(page: Page): Promise<void> {
  const start = page.getByRole('button', { name: 'Start the sandbox' })
  const sample = page.getByRole('row', { name: /^sample-tiny-qcow2/ })
  await start.or(sample).first().waitFor()
  if (await start.isVisible()) await start.click()
  await sample.waitFor()
}

async function chooseFromView(page: Page, name: string, role: 'menuitem' | 'menuitemcheckbox' = 'menuitem') {
  await page.getByRole('button', { name: 'View', exact: true }).click()
  await page.getByRole(role, { name, exact: true }).click()
}

async function createImage(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Create…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByRole('row', { name: new RegExp(`^${name} `) }).waitFor()
}

function nameCells(page: Page) {
  return page.locator('[data-image-id] [role="gridcell"]:first-child')
}
