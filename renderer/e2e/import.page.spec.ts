import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { requestPane } from './request-pane.ts'
import { expect, test } from './served-app.ts'

const collection = {
  info: {
    name: 'Images',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  variable: [{ key: 'base', value: 'http://cloud:9292' }],
  item: [
    {
      name: 'List images',
      event: [{ listen: 'test', script: { exec: ['pm.test()'] } }],
      request: {
        method: 'GET',
        url: '{{base}}/v2/images',
        header: [{ key: 'X-Auth-Token', value: 'gAAAAABliteral' }],
      },
    },
  ],
}

test('a collection of another program opens as requests, and what is lost is told', async ({
  app,
  opened: page,
}) => {
  const path = join(app.dir, 'images.json')
  await writeFile(path, JSON.stringify(collection))
  await requestPane(page).open()

  await page.getByRole('button', { name: 'Import a file…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=file]').setInputFiles(path)

  await expect(dialog).toContainText('Requests: 1, folders: 0')
  await expect(dialog).toContainText('List images: the script “test” was left out')
  await expect(dialog).toContainText('the secret variable x_auth_token stands in its place')
  await expect(dialog).not.toContainText('gAAAA')
  await dialog.getByRole('button', { name: 'Open 1 request' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'GET List images', exact: true })).toBeVisible()
})

test('a file comes into a collection, its secret into the key store', async ({ app, opened: page }) => {
  const path = join(app.dir, 'images.json')
  await writeFile(path, JSON.stringify(collection))
  const pane = requestPane(page)
  await pane.open()
  await pane.addCollection('lab', app.dir)
  await page.getByRole('treeitem', { name: 'lab', exact: true }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Import a file…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=file]').setInputFiles(path)

  await expect(dialog.getByRole('combobox', { name: 'Into the folder' })).toHaveValue('lab')
  await expect(dialog).toContainText('A new folder “Images” is made in it')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByRole('status')).toHaveText('1 request is now in lab.')
  await expect(dialog).toContainText('List images: the script “test” was left out')
  await expect(dialog.getByRole('button', { name: 'Close' }).last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()

  await page.getByRole('treeitem', { name: 'GET List images', exact: true }).click()
  await expect(pane.editor.getByRole('textbox', { name: 'URL' })).toHaveValue('{{base}}/v2/images')
  const file = await readFile(join(app.dir, 'lab', 'Images', 'List images.yml'), 'utf8')
  expect(file).toContain('{{base}}/v2/images')
  expect(file).not.toContain('gAAAA')
})

test('without a collection of one’s own, one is made on the way', async ({ app, opened: page }) => {
  const path = join(app.dir, 'images.json')
  await writeFile(path, JSON.stringify(collection))
  await requestPane(page).open()
  await page.getByRole('button', { name: 'Import a file…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import from another program' })
  await dialog.locator('input[type=file]').setInputFiles(path)
  await dialog.getByText('Into a collection').click()
  await expect(dialog).toContainText('None of your collections is open')

  await dialog.getByRole('button', { name: 'Add a collection…' }).click()
  const making = page.getByRole('dialog', { name: 'Collection' })
  await making.getByRole('textbox', { name: 'Name' }).fill('lab')
  await making.getByRole('textbox', { name: 'In the folder' }).fill(app.dir)
  await making.getByRole('button', { name: 'Make a new one' }).click()

  await expect(dialog.getByRole('combobox', { name: 'Into the folder' })).toHaveValue('lab')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByRole('status')).toHaveText('1 request is now in lab.')
})

test('a file that is no export gets a sentence', async ({ app, opened: page }) => {
  const path = join(app.dir, 'other.json')
  await writeFile(path, '{"a": 1}')
  await requestPane(page).open()

  await page.getByRole('button', { name: 'Import a file…' }).click()
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(path)

  await expect(page.getByRole('dialog')).toContainText('other.json is none of the formats')
})
