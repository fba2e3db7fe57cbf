import type { Locator, Page } from '@playwright/test'

import { expect, test } from './served-app.ts'

test('an operator changes properties by a patch that is shown first, and takes it back', async ({
  opened: page,
}) => {
  const inspector = await openOwnImage(page)
  await inspector.getByRole('tab', { name: /^Properties/ }).click()

  await inspector.getByRole('combobox', { name: 'New property' }).fill('os_distr')
  await page.getByRole('option', { name: 'os_distro' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await inspector.getByRole('combobox', { name: 'os_distro' }).fill('debian')
  await inspector.getByRole('textbox', { name: 'Min disk (GB)' }).fill('7')

  const patch = inspector.getByRole('region', { name: 'The patch that waits to be sent' })
  await expect(patch).toContainText('{"op":"add","value":"debian","path":"/os_distro"}')
  await expect(patch).toContainText('{"op":"replace","value":7,"path":"/min_disk"}')
  await patch.getByRole('button', { name: 'Send 2 changes' }).click()

  await expect(patch).toHaveCount(0)
  await expect(inspector.getByRole('combobox', { name: 'os_distro' })).toHaveValue('debian')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(inspector.getByRole('combobox', { name: 'os_distro' })).toHaveCount(0)
  await expect(inspector.getByRole('textbox', { name: 'Min disk (GB)' })).toHaveValue('0')
})

test('what was changed meanwhile is not overwritten unseen, and nothing typed is lost', async ({
  opened: page,
}) => {
  const inspector = await openOwnImage(page)
  const properties = inspector.getByRole('tab', { name: /^Properties/ })
  await properties.click()
  await inspector.getByRole('textbox', { name: 'Name', exact: true }).fill('zz-mine')
  await inspector.getByRole('tab', { name: 'Overview' }).click()
  await changeUntilItsTimeDiffers(inspector)

  await properties.click()
  await inspector.getByRole('button', { name: 'Send 1 change' }).click()

  await expect(inspector.getByRole('alert').first()).toContainText('Somebody changed the image')
  await inspector.getByRole('button', { name: 'Put them on the image as it is now' }).click()
  await inspector.getByRole('button', { name: 'Send 1 change' }).click()
  await expect(page.getByRole('row', { name: /^zz-mine / })).toBeVisible()
})

test('raw JSON replaces all properties at once, and says what is no text', async ({ opened: page }) => {
  const inspector = await openOwnImage(page)
  await inspector.getByRole('tab', { name: /^Properties/ }).click()
  await inspector.getByText('Raw JSON').click()
  const raw = inspector.getByRole('textbox', { name: 'Raw JSON' })

  await raw.fill('{"hw_cpu_cores": 2}')
  await expect(inspector.getByText('“hw_cpu_cores” is not a text.')).toBeVisible()
  await raw.fill('{"hw_cpu_cores": "2"}')
  await inspector.getByRole('button', { name: 'Take over' }).click()

  await expect(inspector.getByText('"path":"/hw_cpu_cores"')).toBeVisible()
})

test('tags are added and removed one by one', async ({ opened: page }) => {
  const inspector = await openOwnImage(page)

  await inspector.getByRole('textbox', { name: 'Add a tag' }).fill('lts')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /^zz-own .* lts/ })).toBeVisible()
  await inspector.getByRole('button', { name: 'Remove the tag lts' }).click()

  await expect(page.getByRole('row', { name: /^zz-own .* lts/ })).toHaveCount(0)
})

test('an image is shared once its visibility allows it, and the page says why not before', async ({
  opened: page,
}) => {
  const inspector = await openOwnImage(page)
  await inspector.getByRole('tab', { name: 'Members' }).click()
  const share = inspector.getByRole('button', { name: 'Share', exact: true })
  await share.hover()
  await expect(page.getByText('Only an image whose visibility is shared has members')).toBeVisible()

  await inspector.getByRole('tab', { name: /^Properties/ }).click()
  await inspector.getByRole('combobox', { name: 'Visibility' }).click()
  await page.getByRole('option', { name: 'shared' }).click()
  await inspector.getByRole('button', { name: 'Send 1 change' }).click()
  await page.getByRole('row', { name: /^zz-own .* shared/ }).waitFor()
  await inspector.getByRole('tab', { name: 'Members' }).click()
  await inspector.getByRole('textbox', { name: 'Project id' }).fill('0123456789abcdef0123456789abcdef')
  await share.click()

  await expect(inspector.getByText('pending', { exact: true })).toBeVisible()
  await inspector.getByRole('button', { name: /^Stop sharing/ }).click()
  await expect(inspector.getByText('Shared with nobody yet.')).toBeVisible()
})

test('each action can be taken along as a command line or opened as a request', async ({ opened: page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const inspector = await openOwnImage(page)

  await inspector.getByRole('button', { name: 'As request, cURL or command line' }).click()
  await page.getByRole('menuitem', { name: 'Show', exact: true }).hover()
  await page.getByRole('menuitem', { name: 'Copy as openstack command' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^openstack image show [0-9a-f-]{36}$/,
  )

  await inspector.getByRole('button', { name: 'As request, cURL or command line' }).click()
  await page.getByRole('menuitem', { name: 'Delete', exact: true }).hover()
  await page.getByRole('menuitem', { name: 'Open as request' }).click()
  await expect(page.getByText('Delete: zz-own').first()).toBeVisible()
})

// The cloud keeps times to the second.
async function changeUntilItsTimeDiffers(inspector: Locator): Promise<void> {
  const updated = inspector.locator('dt:text-is("Updated") + dd')
  const before = await updated.innerText()
  let count = 0
  await expect(async () => {
    await inspector.getByRole('textbox', { name: 'Add a tag' }).fill(`t${count++}`)
    await inspector.getByRole('textbox', { name: 'Add a tag' }).press('Enter')
    await expect(updated).not.toHaveText(before, { timeout: 500 })
  }).toPass()
}

async function openOwnImage(page: Page) {
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  await page.getByRole('button', { name: 'Create…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('zz-own')
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByRole('row', { name: /^zz-own / }).click()
  return page.getByRole('complementary', { name: 'Selected image' })
}
