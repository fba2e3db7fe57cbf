import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { imagesPane } from './images-pane.ts'
import { readRealCloud, signInByImport } from './real-cloud.ts'
import { expect, startServedApp, test } from './served-app.ts'
import { openstack, openstackShows } from './witness.ts'

const cloud = readRealCloud()

test('one project shares an image, the other accepts it from its own page, and both see who has it', async ({
  app,
  opened: page,
  browser,
}) => {
  test.setTimeout(240_000)
  const name = `shared-${crypto.randomUUID()}`
  const file = join(app.dir, `${name}.raw`)
  await writeFile(file, Buffer.alloc(4096))
  await signInByImport(page, cloud)
  const pane = imagesPane(page)
  const { inspector } = pane
  const row = pane.rowOf(name)
  await pane.open(name)
  await pane.upload(file)
  const imageId = await pane.select(name)
  await inspector.getByRole('tab', { name: /^Properties/ }).click()
  await inspector.getByRole('combobox', { name: 'Visibility' }).click()
  await page.getByRole('option', { name: 'shared' }).click()
  await inspector.getByRole('button', { name: 'Send 1 change' }).click()
  await expect(row).toContainText('shared')
  await inspector.getByRole('tab', { name: 'Members' }).click()
  await inspector.getByRole('textbox', { name: 'Project id' }).fill(cloud.users.other.project.id)
  await inspector.getByRole('button', { name: 'Share', exact: true }).click()
  await expect(inspector.getByText('pending', { exact: true })).toBeVisible()

  const otherApp = await startServedApp()
  const other = await browser.newPage()
  await other.goto(otherApp.url)
  await signInByImport(other, cloud, cloud.users.other)
  await other.getByRole('button', { name: 'Images', exact: true }).click()
  await other.getByRole('button', { name: 'usual list' }).click()
  await other.getByRole('menuitemradio', { name: /^shared with me: pending/ }).click()
  await other.getByRole('searchbox', { name: /^Filter images/ }).fill(name)
  await other.getByRole('row', { name: new RegExp(`^${name} `) }).click()
  const theirs = other.getByRole('complementary', { name: 'Selected image' })
  await theirs.getByRole('tab', { name: 'Members' }).click()
  await theirs.getByRole('button', { name: 'Accept' }).click()
  // What is accepted waits no longer: it is in the usual list.
  await expect(other.getByRole('row', { name: new RegExp(`^${name} `) })).toHaveCount(0)
  await other.getByRole('button', { name: 'shared with me: pending' }).click()
  await other.getByRole('menuitemradio', { name: /^usual list/ }).click()
  await other.getByRole('row', { name: new RegExp(`^${name} `) }).click()
  await theirs.getByRole('tab', { name: 'Members' }).click()
  await expect(theirs.getByText('accepted', { exact: true })).toBeVisible()
  await other.close()
  await otherApp.stop()

  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(inspector.getByText('accepted', { exact: true })).toBeVisible()
  expect(await openstack(cloud, ['image', 'member', 'list', imageId])).toMatchObject([
    { 'Member ID': cloud.users.other.project.id, Status: 'accepted' },
  ])
  expect(await openstackShows(cloud, imageId, 'other')).toMatchObject({ name, visibility: 'shared' })
  await pane.deleteSelected()
  await expect(row).toHaveCount(0)
})
