import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { violationsOf } from './axe.ts'
import { requestPane } from './request-pane.ts'
import { runCommand } from './run-command.ts'
import { expect, test } from './served-app.ts'

const dir = 'test-results/dialogs'

/** Each from where an operator opens it, on a sandbox with an image selected. */
const dialogs: readonly [name: string, open: (page: Page) => Promise<void>][] = [
  ['create-image', (page) => runCommand(page, 'Create an image…')],
  ['image-columns', (page) => runCommand(page, 'Choose the columns of images…')],
  ['keep-view', (page) => runCommand(page, 'Keep this view of images…')],
  ['copy-to-cloud', (page) => runCommand(page, 'Copy to a cloud…')],
  ['delete-image', deleteOwn],
  ['add-cloud', (page) => fromClouds(page, 'Add a cloud')],
  ['import-clouds', (page) => fromClouds(page, 'Import clouds.yaml')],
  ['paste-curl', (page) => fromCurlMenu(page, 'Paste a cURL line…')],
  ['code', (page) => fromCurlMenu(page, 'Code in another language…')],
  ['export', (page) => fromCurlMenu(page, 'Export for another program…')],
  ['add-collection', (page) => pressOn(page, 'Alt+2', 'Add a collection…')],
  ['environments', (page) => pressOn(page, 'Alt+2', 'Edit environments…')],
  ['clear-history', (page) => pressOn(page, 'Alt+3', 'Clear…')],
  ['limits', (page) => pressOn(page, 'Alt+4', 'Limits…')],
  ['passphrase', (page) => pressOn(page, 'Alt+6', 'Set a passphrase…')],
]

for (const theme of ['Dark', 'Light']) {
  test(`every dialog can be read by everyone, and Escape closes it: ${theme.toLowerCase()}`, async ({
    opened: page,
  }) => {
    test.setTimeout(360_000)
    await mkdir(dir, { recursive: true })
    await page.getByRole('button', { name: 'Start the sandbox' }).click()
    await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
    await runCommand(page, `Theme: ${theme}`)
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme.toLowerCase())
    const pane = requestPane(page)
    await pane.open()
    await pane.choose('2 List images')
    const violations: string[] = []

    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Do anything, find anything' })
    await expect(palette.getByRole('textbox')).toBeFocused()
    for (const found of await violationsOf(page)) violations.push(`palette: ${found}`)
    await page.keyboard.press('Escape')
    await expect(palette).toHaveCount(0)

    for (const [name, open] of dialogs) {
      await page.keyboard.press('Alt+1')
      await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).click()
      await open(page)
      const dialog = page.locator('.mantine-Modal-content')
      await expect(dialog, name).toHaveAccessibleName(/\S/)
      await expect(dialog).toHaveCSS('opacity', '1')
      await page.screenshot({ path: join(dir, `${name}-${theme.toLowerCase()}.png`) })
      for (const found of await violationsOf(page)) violations.push(`${name}: ${found}`)
      await page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
    }

    expect(violations).toEqual([])
  })
}

/** That of an image which is the operator's own. */
async function deleteOwn(page: Page): Promise<void> {
  await pressOn(page, 'Alt+1', 'Create…')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('mine')
  await page.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByRole('row', { name: /^mine/ }).click()
  await page.locator('.mantine-Modal-content').waitFor({ state: 'detached' })
  await runCommand(page, 'Delete…')
}

async function pressOn(page: Page, screen: string, button: string): Promise<void> {
  await page.keyboard.press(screen)
  await page.getByRole('button', { name: button, exact: true }).click()
}

async function fromClouds(page: Page, item: string): Promise<void> {
  await pressOn(page, 'Alt+5', 'Add')
  await page.getByRole('menuitem', { name: item }).click()
}

async function fromCurlMenu(page: Page, item: string): Promise<void> {
  await pressOn(page, 'Alt+2', 'cURL')
  await page.getByRole('menuitem', { name: item }).click()
}
