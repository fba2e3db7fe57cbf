import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { startEchoServer } from './echo-server.ts'
import { requestPane } from './request-pane.ts'
import { expect, type ServedApp, test } from './served-app.ts'

test('the tree is used by keyboard alone: find, rename, duplicate, delete and take back', async ({
  app,
  opened: page,
}) => {
  const tree = await openLab(page, app)

  await tree.focus()
  await page.keyboard.press('s')
  await page.keyboard.press('F2')
  await expect(page.getByRole('textbox', { name: 'New name of Show' })).toBeFocused()
  await page.keyboard.type('Show one')
  await page.keyboard.press('Enter')
  await expect(item(page, 'Show one')).toBeVisible()
  await page.keyboard.press('Control+d')
  await expect(item(page, 'Show one copy')).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(item(page, 'Show one copy')).toBeHidden()
  await expect(item(page, 'Show one')).toHaveAttribute('data-focused', 'true')
  await page.getByRole('button', { name: 'Undo' }).click()

  await expect(item(page, 'Show one copy')).toBeVisible()
  expect(await readFile(join(app.dir, 'lab', 'show.yml'), 'utf8')).toContain('Show one')
  await tree.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Open requests' })).toContainText('Show one copy')
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Duplicate' }).press('Enter')
  await expect(item(page, 'Show one copy 2')).toBeVisible()
})

test('requests are put in order and into folders with the mouse, tabs too', async ({ app, opened: page }) => {
  await openLab(page, app)
  await item(page, 'lab').getByRole('button').click()
  await page.getByRole('menuitem', { name: 'New folder' }).click()
  await expect(page.getByRole('textbox', { name: 'New name of New folder' })).toBeFocused()
  await page.keyboard.type('Images')
  await page.keyboard.press('Enter')
  await expect(item(page, 'Images')).toBeVisible()

  await item(page, 'Show').dragTo(item(page, 'List'), { targetPosition: { x: 60, y: 3 } })
  await expect.poll(() => names(page)).toEqual(['lab', 'Images', 'Show', 'List'])
  await item(page, 'List').dragTo(item(page, 'Images'))
  await expect.poll(() => names(page)).toEqual(['lab', 'Images', 'List', 'Show'])
  await item(page, 'List').dragTo(page.getByRole('button', { name: 'New request' }).first())
  const tab = page
    .getByRole('list', { name: 'Open requests' })
    .getByRole('listitem')
    .filter({ hasText: 'List' })
  await expect(tab).toBeVisible()
  await tab.dragTo(item(page, 'Show'), { targetPosition: { x: 60, y: 25 } })

  await expect.poll(() => names(page)).toEqual(['lab', 'Images', 'List', 'Show', 'List'])
  await expect.poll(() => readdir(join(app.dir, 'lab', 'New folder'))).toContain('list.yml')
})

test('a request goes to another collection by mouse, and comes back', async ({ app, opened: page }) => {
  await openLab(page, app)
  await requestPane(page).addCollection('other', app.dir)
  await item(page, 'Show').dragTo(item(page, 'other'))
  await expect.poll(() => names(page)).toEqual(['lab', 'List', 'other', 'Show'])

  await page.getByRole('button', { name: 'Undo' }).click()

  await expect.poll(() => names(page)).toEqual(['lab', 'List', 'Show', 'other'])
  expect(await readdir(join(app.dir, 'other'))).toEqual(['opencollection.yml'])
})

test('what a folder says goes along with its requests', async ({ app, opened: page }) => {
  const server = await startEchoServer()
  await openLab(page, app)
  await item(page, 'lab').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Variables, auth, headers…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name: new row' }).fill('base')
  await dialog.getByRole('textbox', { name: 'Value of base' }).fill(server.origin)
  await dialog.getByRole('tab', { name: 'Headers' }).click()
  await dialog.getByLabel('Name: new row').fill('X-Team')
  await dialog.getByRole('textbox', { name: 'Value of X-Team' }).fill('lab')
  await dialog.getByRole('tab', { name: 'Auth' }).click()
  await dialog.getByRole('combobox', { name: 'Kind', exact: true }).click()
  await page.getByRole('option', { name: 'Bearer token' }).click()
  await dialog.getByLabel('Token', { exact: true }).fill('{{base}}')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })

  await requestPane(page).choose('List')
  await requestPane(page).sendAndExpect(200)

  expect(server.received[0]).toMatchObject({ url: '/list' })
  expect(server.received[0]?.headers).toMatchObject({
    'x-team': 'lab',
    authorization: `Bearer ${server.origin}`,
  })
  server.close()
})

/** A collection with two requests, made as another program would. */
async function openLab(page: Page, app: ServedApp) {
  const dir = join(app.dir, 'lab')
  await mkdir(dir)
  await writeFile(join(dir, 'opencollection.yml'), 'opencollection: 1.0.0\ninfo:\n  name: lab\n')
  for (const [seq, name] of ['List', 'Show'].entries())
    await writeFile(
      join(dir, `${name.toLowerCase()}.yml`),
      `info:\n  name: ${name}\n  type: http\n  seq: ${seq + 1}\nhttp:\n  method: GET\n  url: "{{base}}/${name.toLowerCase()}"\n  auth: inherit\n`,
    )
  await requestPane(page).open()
  await item(page, 'OpenStack image').click()
  await page.getByRole('button', { name: 'Add a collection…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Open a folder').first().click()
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(dir)
  await dialog.getByRole('button', { name: 'Open a folder' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect(item(page, 'Show')).toBeVisible()
  return page.getByRole('tree')
}

/** A request's name follows its method. */
function item(page: Page, name: string) {
  return page.getByRole('treeitem', { name: new RegExp(`^([A-Z]+ )?${name}$`) })
}

async function names(page: Page): Promise<string[]> {
  const all = await page
    .getByRole('treeitem')
    .evaluateAll((items) =>
      items
        .toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
        .map((each) => each.getAttribute('aria-label')?.replace(/^[A-Z]+ /, '') ?? ''),
    )
  return all.filter((name) => name !== 'OpenStack image')
}
