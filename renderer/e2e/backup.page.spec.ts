import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from './served-app.ts'

test('backs up into the downloads folder, by keyboard, and says where', async ({ app, opened: page }) => {
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Back up now' }).focus()
  await page.keyboard.press('Enter')

  await expect(page.getByText(`Saved as ${app.downloadsDir}/arclight-backup-`)).toBeVisible()
  expect(await readdir(app.downloadsDir)).toEqual([
    expect.stringMatching(/^arclight-backup-[\dTZ-]+\.tar\.gz$/),
  ])
})

test('restores a sealed backup once it was looked at, and only for its passphrase', async ({
  app,
  opened: page,
}) => {
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
  await page.getByText('Light', { exact: true }).click()
  await page.getByLabel(/Take the passwords along/).check()
  const backUp = page.getByRole('button', { name: 'Back up now' })
  await expect(backUp).toBeDisabled()
  await page.getByLabel('Passphrase for this backup').fill('correct horse battery')
  await backUp.click()
  await expect(page.getByText(`Saved as ${app.downloadsDir}/arclight-backup-`)).toBeVisible()
  const [name = ''] = await readdir(app.downloadsDir)
  const dataDir = join(app.dir, 'data')

  await page.getByRole('button', { name: 'Restore a backup…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Restore a backup' })
  const choosing = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose a backup…' }).click()
  await (await choosing).setFiles(join(app.downloadsDir, name))
  await expect(dialog.getByText(/settings\.json.*vault\.json/)).toBeVisible()
  await dialog.getByLabel('Passphrase of its passwords').fill('not this one')
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(dialog.getByText(/do not open with this passphrase/)).toBeVisible()
  expect(await readdir(dataDir)).not.toContain('restore')

  await dialog.getByLabel('Passphrase of its passwords').fill('correct horse battery')
  await page.keyboard.press('Enter')

  await expect(dialog.getByText(/Quit Arclight and start it again/)).toBeVisible()
  expect(await readFile(join(dataDir, 'restore', 'settings.json'), 'utf8')).toContain('"light"')
})
