import { readdir } from 'node:fs/promises'

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
