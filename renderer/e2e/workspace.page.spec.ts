import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { requestPane } from './request-pane.ts'
import { expect, type ServedApp, test } from './served-app.ts'

test('what was typed is with the host within a second, and outlives the end of the page', async ({
  app,
  opened: page,
}) => {
  await writeUrl(page, 'http://127.0.0.1:9/half-ty')
  await expect.poll(() => keptText(app), { timeout: 1000 }).toContain('half-ty')
  const address = page.url()
  const next = await page.context().newPage()
  await page.close({ runBeforeUnload: false })

  await next.goto(address)

  await expect(requestPane(next).editor.getByRole('textbox', { name: 'URL' })).toHaveValue(/half-ty$/)
})

test('two windows keep what each of them wrote into the same request', async ({ app, opened: first }) => {
  await writeUrl(first, 'http://127.0.0.1:9/shared')
  await expect.poll(() => keptText(app)).toContain('shared')
  const second = await first.context().newPage()
  await second.goto(first.url())
  await expect(urlIn(second)).toHaveValue(/shared$/)

  await urlIn(first).fill('http://127.0.0.1:9/by-the-first')
  await expect.poll(() => keptText(app)).toContain('by-the-first')
  await urlIn(second).fill('http://127.0.0.1:9/by-the-second')

  await expect(tabsOf(second)).toHaveText([/by-the-second/, /by-the-first/])
  // Entered again, the first window sees what the second one did.
  await first.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(tabsOf(first)).toHaveText([/by-the-second/, /by-the-first/])
})

async function writeUrl(page: Page, url: string): Promise<void> {
  const { open, newRequest } = requestPane(page)
  await open()
  await newRequest(url)
}

function urlIn(page: Page) {
  return requestPane(page).editor.getByRole('textbox', { name: 'URL' })
}

function tabsOf(page: Page) {
  return page.getByRole('list', { name: 'Open requests' }).getByRole('listitem')
}

async function keptText(app: ServedApp): Promise<string> {
  return await readFile(join(app.dir, 'data', 'workspace.json'), 'utf8').catch(() => '')
}
