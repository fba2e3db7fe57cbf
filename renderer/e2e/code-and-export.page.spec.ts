import { readFile } from 'node:fs/promises'

import { requestPane } from './request-pane.ts'
import { runCommand } from './run-command.ts'
import { expect, test } from './served-app.ts'

test('the palette opens while a field has the focus', async ({ opened: page }) => {
  const pane = requestPane(page)
  await pane.open()
  await pane.choose('4 Show image')
  await pane.editor.getByRole('textbox', { name: 'URL' }).focus()

  await page.keyboard.press('Control+k')

  await expect(page.getByPlaceholder('Do anything, find anything')).toBeFocused()
})

test('a request is written as Python, with its token from the environment', async ({ opened: page }) => {
  const pane = requestPane(page)
  await pane.open()
  await pane.choose('4 Show image')
  await pane.editor.getByRole('tab', { name: 'Variables' }).click()
  await pane.editor.getByRole('textbox', { name: 'Variable', exact: true }).fill('token')
  await pane.editor.getByRole('checkbox', { name: 'Secret' }).check()
  await pane.editor.getByLabel('Value', { exact: true }).fill('gAAAAABliteral')
  await pane.editor.getByRole('button', { name: 'Set', exact: true }).click()
  await expect(pane.editor.getByRole('button', { name: 'Take token away' })).toBeVisible()
  await page.getByRole('button', { name: 'cURL', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Code in another language…' }).click()

  const dialog = page.getByRole('dialog', { name: 'Code' })
  const code = dialog.getByRole('region', { name: 'Code', exact: true })
  await expect(code).toContainText('import requests')
  await expect(code).toContainText('os.environ')
  await expect(code).not.toContainText('gAAAAA')
  await expect(dialog.getByRole('region', { name: 'Otherwise than the request' })).toContainText(
    'Set the environment variable OS_TOKEN before you run it.',
  )
  await expect(dialog.getByRole('button', { name: 'Copy: the code' })).toBeVisible()

  await dialog.getByRole('combobox', { name: 'Written for' }).click()
  await page.getByRole('option', { name: 'Go', exact: true }).click()
  await expect(code).toContainText('package main')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('a collection is exported from its menu', async ({ opened: page }) => {
  await requestPane(page).open()
  await page.getByRole('treeitem', { name: 'OpenStack image', exact: true }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Export for another program…' }).click()

  const dialog = page.getByRole('dialog', { name: 'Export for another program' })
  await expect(dialog.getByRole('combobox', { name: 'What' })).toHaveValue('OpenStack image')
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(
    dialog.getByRole('link', { name: /^Save OpenStack image.*\.postman_collection\.json…$/ }),
  ).toBeVisible()
})

test('a collection is exported from the palette, and what is lost is told', async ({ opened: page }) => {
  const pane = requestPane(page)
  await pane.open()
  await pane.choose('1 Get token')
  await runCommand(page, 'Export for another')

  const dialog = page.getByRole('dialog', { name: 'Export for another program' })
  await dialog.getByRole('combobox', { name: 'What' }).click()
  await page.getByRole('option', { name: 'OpenStack', exact: false }).first().click()
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(dialog).toContainText('1 Get token: the action “token” is left out')
  await expect(dialog).not.toContainText('“”')
  const download = page.waitForEvent('download')
  await dialog.getByRole('link', { name: /^Save .*\.postman_collection\.json…$/ }).click()

  const file = await download
  const saved: unknown = JSON.parse(await readFile(await file.path(), 'utf8'))
  expect(file.suggestedFilename()).toMatch(/\.postman_collection\.json$/)
  expect(saved).toMatchObject({
    item: expect.arrayContaining([expect.objectContaining({ name: '4 Show image' })]),
  })
})
