import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { imagesPane } from './images-pane.ts'
import { readRealCloud, signInByImport } from './real-cloud.ts'
import { expect, type ServedApp, test } from './served-app.ts'
import { glance, openstack, openstackShows } from './witness.ts'

const cloud = readRealCloud()
/** Glance asks nobody whether there is such a project. */
const strangers = '0123456789abcdef0123456789abcdef'

test('what the inspector changes, a real Glance keeps: properties, tags, members; the list acts on many', async ({
  app,
  opened: page,
}) => {
  test.setTimeout(180_000)
  await signInByImport(page, cloud)
  const name = `inspect-${crypto.randomUUID()}`
  const pane = imagesPane(page)
  const { inspector } = pane
  const row = pane.rowOf(name)
  await upload(page, app, name)
  const imageId = await pane.select(name)

  await inspector.getByRole('tab', { name: /^Properties/ }).click()
  await inspector.getByRole('combobox', { name: 'New property' }).fill('os_distro')
  await inspector.getByRole('button', { name: 'Add', exact: true }).click()
  await inspector.getByRole('combobox', { name: 'os_distro' }).fill('debian')
  await inspector.getByRole('combobox', { name: 'Visibility' }).click()
  await page.getByRole('option', { name: 'shared' }).click()
  await inspector.getByRole('button', { name: 'Send 2 changes' }).click()
  await expect(row).toContainText('shared')

  await inspector.getByRole('tab', { name: 'Members' }).click()
  await inspector.getByRole('textbox', { name: 'Project id' }).fill(strangers)
  await inspector.getByRole('button', { name: 'Share', exact: true }).click()
  await expect(inspector.getByText('pending', { exact: true })).toBeVisible()
  await inspector.getByRole('tab', { name: 'Stores' }).click()
  await expect(inspector.getByText('has a copy')).toBeVisible()

  await inspector.getByRole('tab', { name: 'Overview' }).click()
  await inspector.getByRole('textbox', { name: 'Add a tag' }).fill('lts')
  await page.keyboard.press('Enter')
  await expect(row).toContainText('lts')

  // What this wrote, the two command lines of OpenStack read.
  const shown = await openstackShows(cloud, imageId)
  expect(shown).toMatchObject({ visibility: 'shared', tags: ['lts'] })
  expect(shown.properties).toMatchObject({ os_distro: 'debian', stores: 'fast' })
  expect(await openstack(cloud, ['image', 'member', 'list', imageId])).toMatchObject([
    { 'Member ID': strangers, Status: 'pending' },
  ])
  expect(await glance(cloud, ['image-show', imageId])).toMatchObject({
    name,
    os_distro: 'debian',
    visibility: 'shared',
    stores: 'fast',
    tags: '["lts"]',
  })
  expect(await glance(cloud, ['member-list', '--image-id', imageId])).toMatchObject({ [imageId]: strangers })

  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+a')
  await runOnMarked(page, 'Set', 'Hide')
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: 'usual list' }).click()
  await page.getByRole('menuitemradio', { name: /^hidden/ }).click()
  await row.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: 'Do it to 1 image' }).click()
  await expect(page.getByText('Ended: 1 done, 0 failed, 0 not done')).toBeVisible()
})

test('on a protected cloud many images are deleted only under the name of the cloud', async ({
  app,
  opened: page,
}) => {
  await signInByImport(page, cloud)
  const name = `protected-${crypto.randomUUID()}`
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('checkbox', { name: 'Protected' }).check()
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form).toHaveCount(0)
  await upload(page, app, name)
  await page.getByRole('row', { name: new RegExp(`^${name} `) }).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  const begin = page.getByRole('button', { name: 'Do it to 1 image' })
  await expect(begin).toBeDisabled()

  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: /Type its name, lab/ })
    .fill('lab')
  await begin.click()

  await expect(page.getByText('Ended: 1 done, 0 failed, 0 not done')).toBeVisible()
})

test('an administrator copies the data to another store, and deletes the copy again', async ({
  app,
  opened: page,
}) => {
  test.setTimeout(120_000)
  await signInByImport(page, cloud, cloud.users.admin)
  const name = `copy-${crypto.randomUUID()}`
  const pane = imagesPane(page)
  const { inspector } = pane
  await upload(page, app, name)
  const listsAsked = countListsAsked(page)
  await page.reload()
  await pane.open(name)
  const imageId = await pane.select(name)
  await inspector.getByRole('tab', { name: 'Stores' }).click()
  const askedBefore = listsAsked()

  await inspector.getByRole('button', { name: 'Copy here' }).click()
  await expect(inspector.getByText('has a copy')).toHaveCount(2, { timeout: 60_000 })
  expect(await glance(cloud, ['image-show', imageId], 'admin')).toMatchObject({ stores: 'fast,archive' })
  await inspector.getByRole('button', { name: 'Delete from here' }).last().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the copy' }).click()
  await expect(inspector.getByText('has a copy')).toHaveCount(1)
  // However long the list is, its row alone was read again.
  expect(askedBefore).toBeGreaterThan(0)
  expect(listsAsked()).toBe(askedBefore)

  await pane.deleteSelected()
  await expect(pane.rowOf(name)).toHaveCount(0)
})

/** From the next load of the page on. */
function countListsAsked(page: Page): () => number {
  let count = 0
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (payload.toString().includes('images/list')) count += 1
    }),
  )
  return () => count
}

async function runOnMarked(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu, exact: true }).click()
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('button', { name: 'Do it to 1 image' }).click()
  await expect(page.getByText('Ended: 1 done, 0 failed, 0 not done')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
}

async function upload(page: Page, app: ServedApp, name: string): Promise<void> {
  const file = join(app.dir, `${name}.raw`)
  await writeFile(file, Buffer.alloc(4096))
  const pane = imagesPane(page)
  await pane.open(name)
  await pane.upload(file)
}
