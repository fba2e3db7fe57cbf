import type { Locator, Page } from '@playwright/test'

import { expect, test } from './served-app.ts'

test('a wrong password is told as one sentence, and nothing typed is lost', async ({ opened: page }) => {
  const authUrl = await sandboxAuthUrl(page)
  const dialog = await openCloudForm(page, 'Add')
  await fillCloud(dialog, authUrl)

  await dialog.getByRole('button', { name: 'Test' }).click()

  await expect(dialog.getByRole('alert')).toContainText('does not accept this user, password or scope')
  await expect(dialog.getByRole('textbox', { name: 'Auth URL (Keystone)' })).toHaveValue(authUrl)
  await expect(dialog.getByRole('textbox', { name: 'Password' })).toHaveValue('wrong')
})

test('an auth URL that is no Keystone is told by what answered instead', async ({ app, opened: page }) => {
  const dialog = await openCloudForm(page, 'Add a cloud')
  await fillCloud(dialog, new URL('/', app.url).href)

  await dialog.getByRole('button', { name: 'Test' }).click()

  await expect(dialog.getByRole('alert')).toContainText('is not a Keystone Identity v3 service')
})

test('a host that does not resolve is named', async ({ opened: page }) => {
  const dialog = await openCloudForm(page, 'Add a cloud')
  await fillCloud(dialog, 'http://keystone.invalid:5000/v3')

  await dialog.getByRole('button', { name: 'Test' }).click()

  await expect(dialog.getByRole('alert')).toContainText('keystone.invalid')
})

test('a clouds.yaml with a missing key says which, in which cloud and line, and imports the rest', async ({
  opened: page,
}) => {
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page.getByRole('button', { name: 'Import clouds.yaml' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'clouds.yaml' }).fill(`clouds:
  whole:
    auth: {auth_url: "http://127.0.0.1:5000/v3", username: demo, project_name: demo, user_domain_name: Default, project_domain_name: Default}
  broken:
    auth:
      username: demo
`)

  await dialog.getByRole('button', { name: 'Read', exact: true }).click()

  const found = dialog.getByRole('region', { name: 'Found in the file' })
  await expect(found).toContainText(/clouds.yaml · broken · line 5: “auth_url” is missing/)
  await dialog.getByRole('button', { name: 'Import 1 cloud' }).click()
  await expect(page.getByRole('heading', { name: 'whole' })).toBeVisible()
})

async function sandboxAuthUrl(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  return page
    .getByText(/^http:\/\/127\.0\.0\.1:\d+\/v3$/)
    .first()
    .innerText()
}

async function openCloudForm(page: Page, button: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page.getByRole('button', { name: button, exact: true }).click()
  const item = page.getByRole('menuitem', { name: 'Add a cloud' })
  if (button === 'Add') await item.click()
  return page.getByRole('dialog')
}

async function fillCloud(dialog: Locator, authUrl: string): Promise<void> {
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('mistaken')
  await dialog.getByRole('textbox', { name: 'Auth URL (Keystone)' }).fill(authUrl)
  await dialog.getByRole('textbox', { name: 'User name' }).fill('demo')
  await dialog.getByRole('textbox', { name: 'Password' }).fill('wrong')
  await dialog.getByRole('textbox', { name: 'Project name' }).fill('demo')
}
