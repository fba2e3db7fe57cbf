import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, startServedApp, test } from './served-app.ts'

test('an openrc is read, never run, and its password is asked for', async ({ opened: page }) => {
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page.getByRole('button', { name: 'Import clouds.yaml' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'clouds.yaml or openrc' }).fill(`#!/usr/bin/env bash
export OS_AUTH_URL=http://127.0.0.1:5000/v3
export OS_PROJECT_ID=p1
export OS_PROJECT_NAME="lab project"
export OS_USER_DOMAIN_NAME="Default"
export OS_USERNAME="demo"
export OS_REGION_NAME=$(hostname)
read -sr OS_PASSWORD_INPUT
export OS_PASSWORD=$OS_PASSWORD_INPUT
`)
  await dialog.getByRole('button', { name: 'Read', exact: true }).click()

  const found = dialog.getByRole('region', { name: 'Found in the file' })
  await expect(found).toContainText('openrc · line 7: The value of “OS_REGION_NAME”')
  await expect(found).toContainText('asks for the secret')
  await dialog.getByRole('button', { name: 'Import 1 cloud' }).click()
  await expect(page.getByRole('heading', { name: 'lab project' })).toBeVisible()
  await expect(page.getByLabel('Password of demo')).toBeVisible()
})

test('files are chosen together, and each finds its field', async ({ opened: page }) => {
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page.getByRole('button', { name: 'Import clouds.yaml' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .locator('input[type=file]')
    .setInputFiles([
      file('secure.yaml', 'clouds: {ci: {auth: {application_credential_secret: s3cret}}}'),
      file(
        'clouds.yaml',
        'clouds: {ci: {profile: acme, auth_type: v3applicationcredential, auth: {application_credential_id: a1}}}',
      ),
      file('clouds-public.yaml', 'public-clouds: {acme: {auth: {auth_url: "http://127.0.0.1:5000/v3"}}}'),
    ])
  await dialog.getByRole('button', { name: 'Read', exact: true }).click()

  await expect(dialog.getByRole('checkbox', { name: 'ci' })).toBeChecked()
  await expect(dialog.getByRole('region', { name: 'Found in the file' })).toContainText(
    'http://127.0.0.1:5000/v3 · application credential · with its secret',
  )
})

test('what the command line of this machine would find is offered first', async ({ page }) => {
  const home = await mkdtemp(join(tmpdir(), 'arclight-home-'))
  const folder = join(home, '.config/openstack')
  await mkdir(folder, { recursive: true })
  const auth = 'auth_url: "http://127.0.0.1:5000/v3", user_id: u1, project_id: p1'
  await writeFile(join(folder, 'clouds.yaml'), `clouds: {lab: {auth: {${auth}}}, bare: {auth: {}}}`)
  const app = await startServedApp({ HOME: home })
  await page.goto(app.url)
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page.getByRole('button', { name: 'Import clouds.yaml' }).click()
  const dialog = page.getByRole('dialog')

  await expect(dialog.getByText(join(folder, 'clouds.yaml'))).toBeVisible()
  await expect(dialog).toContainText('clouds.yaml · bare · line 1: “auth_url” is missing.')
  await dialog.getByRole('button', { name: 'Import 1 cloud' }).click()
  await expect(page.getByRole('heading', { name: 'lab' })).toBeVisible()

  await app.stop()
  await rm(app.dir, { recursive: true, force: true })
  await rm(home, { recursive: true, force: true })
})

test('the catalog opens an endpoint as a request, and a token is renewed by hand', async ({
  opened: page,
}) => {
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  const detail = page.getByRole('region', { name: 'Sandbox' })
  const fingerprint = detail.getByText(/^[0-9a-f]{12}…$/)
  const before = await fingerprint.innerText()
  await detail.getByRole('button', { name: 'Renew now' }).click()
  await expect(fingerprint).not.toHaveText(before)
  const renewed = await fingerprint.innerText()
  await detail.getByRole('button', { name: 'Revoke' }).click()
  await expect(fingerprint).not.toHaveText(renewed)

  await detail.getByRole('tab', { name: 'Catalog' }).click()
  await detail.getByRole('textbox', { name: 'Filter the catalog' }).fill('image public')
  await detail.getByRole('button', { name: /^Open as request/ }).click()

  await expect(page.getByText('{{cloud.image}}').first()).toBeVisible()
})

test('an export never replaces a file without asking, and writes secrets only when told to', async ({
  app,
  opened: page,
}) => {
  const folder = join(app.dir, 'out')
  await mkdir(folder)
  await writeFile(join(folder, 'clouds.yaml'), 'mine')
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page.getByRole('button', { name: 'Add a cloud' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('lab')
  await form.getByRole('textbox', { name: 'Auth URL (Keystone)' }).fill('http://127.0.0.1:5000/v3')
  await form.getByRole('combobox', { name: 'Sign in with' }).click()
  await page.getByRole('option', { name: 'application credential' }).click()
  await form.getByRole('textbox', { name: 'Id of the credential' }).fill('a1')
  await form.getByRole('textbox', { name: 'Secret' }).fill('s3cret')
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'lab' }).waitFor()

  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Export to clouds.yaml' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder)
  await dialog.getByRole('button', { name: 'Write' }).click()
  await expect(dialog.getByRole('alert')).toContainText('clouds.yaml already')
  expect(await readFile(join(folder, 'clouds.yaml'), 'utf8')).toBe('mine')
  await dialog.getByRole('button', { name: 'Replace the files' }).click()
  await expect(dialog.getByRole('status')).toContainText(join(folder, 'clouds.yaml'))

  expect(await readFile(join(folder, 'clouds.yaml'), 'utf8')).toContain('v3applicationcredential')
  expect(await readdir(folder)).toEqual(['clouds.yaml'])
})

function file(name: string, text: string) {
  return { name, mimeType: 'application/yaml', buffer: Buffer.from(text) }
}
