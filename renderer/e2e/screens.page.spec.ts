import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { violationsOf } from './axe.ts'
import { dropFiles } from './drop-files.ts'
import { requestPane } from './request-pane.ts'
import { languages, pictureName, screens, sizes, themes } from './screen-pictures.ts'
import { expect, type ServedApp, test } from './served-app.ts'

/** `scripts/copy-screenshots.mjs` takes those that the guide shows from here. */
const dir = 'test-results/screens'

test('every screen, in both themes and languages, is drawn and can be read by everyone', async ({
  app,
  opened: page,
}) => {
  test.setTimeout(240_000)
  await mkdir(dir, { recursive: true })
  await fill(page, app)
  const violations: string[] = []

  for (const language of languages) {
    for (const theme of themes) {
      await setAppearance(page, language, theme)
      for (const [at, screen] of screens.entries()) {
        await page.keyboard.press(`Alt+${at + 1}`)
        await expect(page).toHaveURL(new RegExp(`#/${screen}$`))
        await expect(page.locator('main .mantine-Loader-root')).toHaveCount(0)
        for (const [width, height] of sizes) {
          await page.setViewportSize({ width, height })
          await page.screenshot({ path: join(dir, pictureName(screen, theme, language, width)) })
        }
        await page.setViewportSize({ width: 1280, height: 800 })
        for (const violation of await violationsOf(page))
          violations.push(`${screen} ${theme} ${language}: ${violation}`)
      }
    }
  }

  expect(violations).toEqual([])
})

/** A cloud, some images, a verified upload, a sent request: screens with something on them. */
async function fill(page: Page, app: ServedApp): Promise<void> {
  const file = join(app.dir, 'noble-server-amd64.raw')
  await writeFile(file, randomBytes(12 * 2 ** 20))
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  await dropFiles(page, page.getByRole('main'), [file])
  await page.getByRole('button', { name: 'Upload 1 file' }).click()
  await page.getByRole('button', { name: 'Show transfers' }).click()
  await expect(page.getByText('verified by sha512')).toHaveCount(1)

  const pane = requestPane(page)
  await pane.open()
  await pane.choose('1 Get token')
  await pane.sendAndExpect(201)
  await pane.choose('3 Create image')
  await pane.sendAndExpect(201)
  await page.keyboard.press('Alt+1')
  await page.getByRole('row', { name: /^noble/ }).click()
  await page.keyboard.press('Alt+3')
  await page.getByRole('row').nth(2).click()
}

async function setAppearance(page: Page, language: string, theme: string): Promise<void> {
  await page.keyboard.press('Alt+6')
  await page
    .getByRole('radiogroup')
    .nth(1)
    .getByText(language === 'en' ? 'English' : 'Tiếng Việt', { exact: true })
    .click()
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await page
    .getByRole('radiogroup')
    .first()
    .locator('label')
    .nth(themes.indexOf(theme === 'dark' ? 'dark' : 'light'))
    .click()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
}
