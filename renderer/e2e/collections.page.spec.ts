import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { requestPane } from './request-pane.ts'
import { expect, test } from './served-app.ts'

test('a request is saved by key into a new collection, and an edit from outside appears', async ({
  app,
  opened: page,
}) => {
  const { editor, open, newRequest } = requestPane(page)
  const tree = page.getByRole('navigation', { name: 'Collections' })
  const dialog = page.getByRole('dialog')
  await open()
  await tree.getByRole('button', { name: 'Add a collection…' }).click()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('lab')
  await dialog.getByRole('textbox', { name: 'In the folder' }).fill(app.dir)
  await dialog.getByRole('button', { name: 'Make a new one' }).click()
  await expect(tree.getByRole('treeitem', { name: 'lab' })).toBeVisible()

  await newRequest('http://127.0.0.1:9/v2/images')
  await page.keyboard.press('Control+s')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('All images')
  await page.keyboard.press('Enter')
  await expect(tree.getByRole('treeitem', { name: 'All images' })).toBeVisible()
  await editor.getByRole('textbox', { name: 'URL' }).fill('http://127.0.0.1:9/v2/images?limit=1')
  await page.keyboard.press('Control+s')

  const dir = join(app.dir, 'lab')
  const file = join(dir, (await readdir(dir)).find((name) => name.startsWith('All')) ?? '')
  await expect.poll(() => readFile(file, 'utf8')).toContain('limit=1')
  await writeFile(file, (await readFile(file, 'utf8')).replace('All images', 'Every image'))
  await expect(tree.getByRole('treeitem', { name: 'Every image' })).toBeVisible()
})

test('a typed secret is not saved, and a sentence says what to do', async ({ app, opened: page }) => {
  const { editor, open, newRequest } = requestPane(page)
  const dialog = page.getByRole('dialog')
  await open()
  await newRequest('http://127.0.0.1:9/')
  await editor.getByRole('tab', { name: 'Auth' }).click()
  await editor.getByRole('combobox', { name: 'Kind', exact: true }).click()
  await page.getByRole('option', { name: 'Basic', exact: true }).click()
  await editor.getByLabel('Password', { exact: true }).fill('Welcome1')
  await page.keyboard.press('Control+s')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('lab')
  await dialog.getByRole('textbox', { name: 'In the folder' }).fill(app.dir)
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('combobox', { name: 'Folder' })).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Login')
  await dialog.getByRole('button', { name: 'Save' }).click()

  await expect(dialog.getByRole('alert')).toContainText('is a secret that is typed out')
})
