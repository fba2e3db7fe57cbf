import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import en from '../locales/en.json' with { type: 'json' }
import vi from '../locales/vi.json' with { type: 'json' }
import { dropFiles } from './drop-files.ts'
import { requestPane } from './request-pane.ts'
import { runCommand } from './run-command.ts'
import { expect, type ServedApp, test } from './served-app.ts'
import { tabTo } from './tab-to.ts'

test('a newcomer has a verified image after a click, a drop and a click, and sees each call that was made', async ({
  app,
  opened: page,
}) => {
  const file = await imageFile(app)

  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  await dropFiles(page, page.getByRole('main'), [file])
  await page.getByRole('button', { name: 'Upload 1 file' }).click()

  const row = page.getByRole('row', { name: /^first-image/ })
  await expect(row).toContainText('active')
  await row.click()
  await expect(page.getByText('✓ verified')).toBeVisible()
  await page.getByRole('tab', { name: /^Wire/ }).click()
  await expect(page.getByRole('tabpanel')).toContainText('PUT')
  await expect(page.getByRole('tabpanel')).toContainText('204')
})

test('an expert pastes a cURL line, sends it, finds it in the history and sends it again', async ({
  opened: page,
}) => {
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  const pane = requestPane(page)
  await pane.open()
  await pane.choose('1 Get token')
  await pane.sendAndExpect(201)

  await pane.pasteCurl("curl '{{cloud.image}}/v2/images?limit=1' -H 'X-Auth-Token: {{token}}'")
  await pane.sendAndExpect(200)
  await page.keyboard.press('Alt+3')
  await page
    .getByRole('row', { name: /\?limit=1/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Send again' }).click()

  await expect(page.getByRole('row', { name: /\?limit=1/ })).toHaveCount(2)
})

test('a Vietnamese reader meets no English on any screen', async ({ app, opened: page }) => {
  const file = await imageFile(app)
  await page.getByRole('button', { name: 'Language: EN' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'vi')
  const met = new Set(await englishOn(page, 'start'))

  await page.getByRole('button', { name: vi.images.noCloud.sandbox }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  await dropFiles(page, page.getByRole('main'), [file])
  await page.getByRole('button', { name: vi.images.upload.submit_one.replace('{count}', '1') }).click()
  await page.getByRole('row', { name: /^first-image/ }).click()
  await expect(page.getByText(`✓ ${vi.images.fact.verified}`)).toBeVisible()
  for (const [at, screen] of Object.keys(en.screens).entries()) {
    await page.keyboard.press(`Alt+${at + 1}`)
    await expect(page).toHaveURL(new RegExp(`#/${screen}$`))
    await expect(page.locator('main .mantine-Loader-root')).toHaveCount(0)
    for (const english of await englishOn(page, screen)) met.add(english)
  }

  expect([...met]).toEqual([])
})

test('who uses the keyboard alone makes an image and takes it away again', async ({ opened: page }) => {
  // The palette offers what the screen can do once the screen is there.
  await page.getByRole('button', { name: 'Start the sandbox' }).waitFor()
  await runCommand(page, 'Start the sandbox')
  const sample = page.getByRole('row', { name: /^sample-tiny-qcow2/ })
  await sample.waitFor()
  await runCommand(page, 'Create an image…')
  await expect(page.locator('.mantine-Modal-content').getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.keyboard.type('by-keys')
  await page.keyboard.press('Enter')
  await page.getByRole('row', { name: /^by-keys/ }).waitFor()

  await expect(page.getByRole('row', { name: /^by-keys/ })).toHaveAttribute('aria-selected', 'true')
  await runCommand(page, 'Delete…')
  await tabTo(page, page.locator('.mantine-Modal-content').getByRole('button', { name: 'Delete' }))
  await page.keyboard.press('Enter')

  await expect(page.getByRole('row', { name: /^by-keys/ })).toHaveCount(0)
  await expect(sample).toBeVisible()
})

test('who hears the page is told where they are, what it has, and when an upload is over', async ({
  app,
  opened: page,
}) => {
  const file = await imageFile(app)
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()

  await expect(page.getByRole('main')).toHaveCount(1)
  await expect(page.getByRole('contentinfo').getByRole('status')).toHaveText('No transfers')
  await expect(page.getByRole('grid')).toHaveAccessibleName(/\S/)
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '3')
  await dropFiles(page, page.getByRole('main'), [file])
  await expect(page.locator('.mantine-Modal-content')).toHaveAccessibleName(/^Upload /)
  await page.getByRole('button', { name: 'Upload 1 file' }).click()
  await expect(page.locator('[aria-live=polite]')).toContainText('first-image arrived and is verified.')
})

async function imageFile(app: ServedApp): Promise<string> {
  const file = join(app.dir, 'first-image.raw')
  await writeFile(file, randomBytes(3 * 2 ** 20))
  return file
}

/** Texts that the page has in both languages, and that a person sees or hears in English here. */
async function englishOn(page: Page, screen: string): Promise<string[]> {
  const inVietnamese = new Set(textsOf(vi))
  const english = new Set(textsOf(en).filter((text) => !text.includes('{') && !inVietnamese.has(text)))
  const shown = await page.evaluate(() => {
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text && node.parentElement?.checkVisibility()) texts.push(node.data.trim())
      if (!(node instanceof Element)) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-description'])
        texts.push(node.getAttribute(name) ?? '')
    }
    return texts
  })
  return shown.filter((text) => english.has(text)).map((text) => `${screen}: ${text}`)
}

function textsOf(words: unknown): string[] {
  if (typeof words === 'string') return [words]
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(textsOf) : []
}
