import { mkdir } from 'node:fs/promises'

import type { Page } from '@playwright/test'

import { runCommand } from './run-command.ts'
import { expect, test } from './served-app.ts'

const dir = 'test-results/service'

test('the service page tells what the cloud has, and of the rest the rule and the status', async ({
  opened: page,
}) => {
  await mkdir(dir, { recursive: true })
  await openService(page)

  const overview = page.getByRole('tabpanel', { name: 'Overview' })
  await expect(overview.getByRole('row', { name: /^Cache/ })).toContainText(
    /not here.*answered 403.*cache_list/,
  )
  await expect(overview.getByRole('row', { name: /^Stores/ })).toContainText('here')
  await page.screenshot({ path: `${dir}/overview.png` })

  await page.getByRole('tab', { name: 'Usage and quotas' }).click()
  await expect(page.getByText('{"usage": {}}')).toBeVisible()
  await page.getByRole('tab', { name: 'Stores' }).click()
  await expect(page.getByRole('row', { name: /^fast \(default/ })).toBeVisible()
  await page.getByRole('tab', { name: 'Import methods' }).click()
  await expect(page.getByRole('row', { name: /^web-download/ })).toContainText('here')
  await page.getByRole('tab', { name: 'Tasks' }).click()
  await expect(page.getByText(/answered 403.*tasks_api_access/)).toBeVisible()
})

test('the catalogue is searched by property, and the schema names every choice', async ({ opened: page }) => {
  await openService(page)
  await page.getByRole('tab', { name: 'Metadata definitions' }).click()
  await page.getByRole('searchbox', { name: /^Filter by property/ }).fill('cpu_policy')
  await page.getByRole('button', { name: /1 property/ }).click()
  const row = page.getByRole('row', { name: /^hw_cpu_policy/ })
  await expect(row).toContainText('shared, dedicated')
  await page.screenshot({ path: `${dir}/metadefs.png` })

  await page.getByRole('tab', { name: 'Image schema' }).click()
  await expect(page.getByRole('row', { name: /^disk_format/ })).toContainText(/qcow2.*you/)
  await expect(page.getByRole('row', { name: /^checksum/ })).toContainText('the cloud')
})

test('the service page is walked by keyboard, and looks as it should in the other theme and language', async ({
  opened: page,
}) => {
  await mkdir(dir, { recursive: true })
  await openService(page)
  await page.getByRole('tab', { name: 'Overview' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('tab', { name: 'Usage and quotas' })).toBeFocused()

  await runCommand(page, 'Theme: Dark')
  await page.getByRole('button', { name: 'Language: EN' }).click()
  await page.getByRole('tab', { name: 'Tổng quan' }).click()
  await expect(page.getByRole('row', { name: /^Cache/ })).toContainText('403')
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: `${dir}/overview-dark-vi-${width}.png` })
  }
})

async function openService(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  await page.getByRole('button', { name: 'Image service' }).click()
  await expect(page.getByRole('heading', { name: 'Image service' })).toBeVisible()
}
