import { readRealCloud } from './real-cloud.ts'
import { expect, test } from './served-app.ts'

const cloud = readRealCloud()

test('a cloud behind a private CA says so, and signs in once the CA file is named', async ({
  opened: page,
}) => {
  if (!cloud.tls) throw new Error('this cloud was started without --tls')
  const { demo } = cloud.users
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page.getByRole('button', { name: 'Add a cloud' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('private')
  await dialog.getByRole('textbox', { name: 'Auth URL (Keystone)' }).fill(cloud.tls.identityUrl)
  await dialog.getByRole('textbox', { name: 'User name' }).fill(demo.name)
  await dialog.getByRole('textbox', { name: 'Password' }).fill(demo.password)
  await dialog.getByRole('textbox', { name: 'Project name' }).fill(demo.project.name)

  await dialog.getByRole('button', { name: 'Test' }).click()
  await expect(dialog.getByRole('alert')).toContainText('CA file')

  await dialog.getByRole('textbox', { name: 'CA file' }).fill(cloud.tls.caFile)
  await dialog.getByRole('button', { name: 'Test' }).click()
  await expect(dialog.getByRole('status')).toContainText('Signed in as demo')
})
