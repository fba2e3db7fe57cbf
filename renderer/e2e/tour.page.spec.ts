import { mkdir } from 'node:fs/promises'

import type { Page } from '@playwright/test'

import { runCommand } from './run-command.ts'
import { expect, test } from './served-app.ts'
import { tabTo } from './tab-to.ts'
import { tourSteps } from './tour-steps.ts'

const dir = 'test-results/tour'

test('the tour makes its nine calls on the sandbox, by keyboard alone', async ({ opened: page }) => {
  await openByPalette(page)
  await tabTo(page, page.getByRole('button', { name: 'Begin on the sandbox' }))
  await page.keyboard.press('Enter')

  for (const [at, [name, status]] of tourSteps.entries()) {
    const step = page.getByRole('region', { name, exact: true })
    await expect(step.getByRole('heading', { name, exact: true })).toBeFocused()
    await expect(step.locator('pre', { hasText: /^curl / })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(step.getByRole('status').first()).toContainText(String(status))
    await expect(step.getByText('Look for')).toBeVisible()
    await tabTo(page, step.getByRole('button', { name: at < 8 ? 'Next' : 'Finish' }))
    await page.keyboard.press('Enter')
  }

  await expect(page.getByRole('row', { name: /^sample-tiny-qcow2/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^arclight-tour/ })).toHaveCount(0)
})

test('the tour sees what was done by click, and goes on after a reload', async ({ opened: page }) => {
  await page.getByRole('button', { name: 'Guided tour: nine calls' }).click()
  await page.getByRole('button', { name: 'Begin on the sandbox' }).click()
  const list = page.getByRole('navigation', { name: 'Steps of the tour' })
  await list.getByRole('button', { name: 'Create an image' }).click()
  await page.getByRole('button', { name: 'Go there' }).click()
  await page.getByRole('button', { name: 'Create…' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('by-hand')
  await page.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByRole('row', { name: /^by-hand/ }).waitFor()
  await openByPalette(page)

  await expect(page.getByText('This is the call that your click made.')).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.reload()

  await page.getByRole('button', { name: 'Do it' }).click()
  await expect(page.getByRole('region', { name: 'Answer' })).toContainText('"by-hand"')
  await expect(list.getByLabel('done')).toHaveCount(2)
  await list.getByRole('button', { name: 'Create an image' }).click()
  await expect(page.getByRole('button', { name: 'Do it again' })).toHaveAttribute('aria-disabled', 'true')
})

test('the tour looks as it should in both themes and languages', async ({ opened: page }) => {
  await mkdir(dir, { recursive: true })
  await openByPalette(page)
  await page.getByRole('button', { name: 'Begin on the sandbox' }).waitFor()
  await page.screenshot({ path: `${dir}/start.png` })
  await page.getByRole('button', { name: 'Begin on the sandbox' }).click()
  await expect(page.getByRole('heading', { name: 'Get a token' })).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Look for')).toBeVisible()
  await page.screenshot({ path: `${dir}/token.png` })

  for (const [theme, language] of [
    ['Light', 'en'],
    ['Dark', 'vi'],
  ] as const) {
    await runCommand(page, `Theme: ${theme}`)
    if (language === 'vi') await page.getByRole('button', { name: 'Language: EN' }).click()
    await page.getByRole('navigation').last().getByRole('button').nth(2).click()
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    for (const width of [1280, 1920]) {
      await page.setViewportSize({ width, height: width === 1280 ? 800 : 1080 })
      await page.screenshot({ path: `${dir}/create-${theme.toLowerCase()}-${language}-${width}.png` })
    }
  }
})

async function openByPalette(page: Page): Promise<void> {
  await runCommand(page, 'Guided tour')
}
