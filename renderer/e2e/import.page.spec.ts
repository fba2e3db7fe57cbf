import { writeFile } from 'node:fs/promises'
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

test('a file that is no export gets a sentence', async ({ app, opened: page }) => {
  const path = join(app.dir, 'other.json')
  await writeFile(path, '{"a": 1}')
  await requestPane(page).open()

  await page.getByRole('button', { name: 'Import a file…' }).click()
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(path)

  await expect(page.getByRole('dialog')).toContainText('other.json is none of the formats')
})
