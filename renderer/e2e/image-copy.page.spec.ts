import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { dropFiles } from './drop-files.ts'
import { expect, type ServedApp, test } from './served-app.ts'

test('an operator copies an image into a protected cloud and sees it proven there', async ({
  app,
  opened: page,
}) => {
  test.setTimeout(180_000)
  await prepare(page, app)
  await nameOther(page, app)
  await page.keyboard.press('Alt+1')
  await page.getByRole('row', { name: /^noble / }).click()

  await page.getByRole('button', { name: 'Copy to a cloud…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Stays behind')
  await dialog.getByRole('textbox', { name: 'Name there' }).fill('noble-there')
  await dialog.getByRole('combobox', { name: 'Visibility' }).click()
  await page.getByRole('option', { name: 'community' }).click()
  await expect(dialog.getByRole('button', { name: 'Copy', exact: true })).toBeDisabled()
  await dialog.getByRole('textbox', { name: /^This cloud is protected/ }).fill('south')
  await look(page, 'copy-dialog')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Show transfers' }).first().click()

  const row = page.getByRole('row').filter({ hasText: 'noble-there' })
  await expect(row).toContainText('verified by sha512')
  await expect(row).toContainText('Sandbox → south')
  await row.getByRole('button', { name: /^Details/ }).click()
  await expect(row).toContainText('From Sandbox')
  await look(page, 'copy-transfer')
  await chooseCloud(page, 'south')
  await page.keyboard.press('Alt+1')
  await page.getByRole('row', { name: /^noble-there / }).click()
  await expect(page.getByRole('complementary')).toContainText('active')
  await expect(page.getByRole('row', { name: /^noble-there / })).toContainText('community')
})

test('marked images are copied together; with no other cloud it says what to do', async ({
  app,
  opened: page,
}) => {
  await prepare(page, app)
  const rows = page.getByRole('row', { name: /^(noble|sample-tiny-qcow2) / })
  await rows.first().click()
  await page.getByRole('button', { name: 'Copy to a cloud…' }).click()
  await expect(page.getByRole('dialog')).toContainText('No other cloud is signed in.')
  await page.keyboard.press('Escape')

  await nameOther(page, app)
  await page.keyboard.press('Alt+1')
  await rows.first().click()
  await rows.last().click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('toolbar').getByRole('button', { name: 'Copy to a cloud…' }).click()
  await page.getByRole('textbox', { name: /^This cloud is protected/ }).fill('south')
  await look(page, 'copy-dialog-many')
  await page.getByRole('button', { name: 'Copy 2 images' }).click()
  await page.getByRole('button', { name: 'Show transfers' }).first().click()

  await expect(page.getByRole('row').filter({ hasText: 'Sandbox → south' })).toHaveCount(2)
  await expect(page.getByText('verified by sha512')).toHaveCount(3)
})

/** The sandbox with an image of the operator's own in it. */
async function prepare(page: Page, app: ServedApp): Promise<void> {
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  const file = join(app.dir, 'noble.raw')
  await writeFile(file, randomBytes(3 * 2 ** 20))
  await dropFiles(page, page.getByRole('main'), [file])
  await page.getByRole('button', { name: /^Upload 1 file/ }).click()
  await expect(page.getByRole('row', { name: /^noble / })).toContainText('active')
}

/** Another project of the sandbox as a cloud of its own, `south`, protected and signed in. */
async function nameOther(page: Page, app: ServedApp): Promise<void> {
  const accounts = JSON.parse(await readFile(join(app.dir, 'data/sandbox/accounts.json'), 'utf8')) as {
    password: string
    users: Named[]
    projects: Named[]
  }
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  const authUrl = await page
    .getByText(/^http:\/\/127\.0\.0\.1:\d+\/v3$/)
    .first()
    .innerText()
  const [user, project] = [accounts.users, accounts.projects].map(idOfOther)
  const auth = `auth_url: "${authUrl}", user_id: ${user}, project_id: ${project}, password: ${accounts.password}`
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('menuitem', { name: /clouds\.yaml/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByRole('textbox', { name: 'clouds.yaml or openrc' })
    .fill(`clouds: {south: {auth: {${auth}}}}`)
  await dialog.getByRole('button', { name: 'Read', exact: true }).click()
  await dialog.getByRole('button', { name: 'Import 1 cloud' }).click()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await dialog.getByRole('checkbox', { name: /^Protected/ }).check()
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  await chooseCloud(page, 'Sandbox')
}

interface Named {
  readonly id: string
  readonly name: string
}

function idOfOther(all: readonly Named[]): string | undefined {
  return all.find(({ name }) => name === 'other')?.id
}

async function chooseCloud(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click()
}

async function look(page: Page, name: string): Promise<void> {
  await mkdir('test-results/screens', { recursive: true })
  await page.screenshot({ path: `test-results/screens/${name}.png` })
}
