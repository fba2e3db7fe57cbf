import type { Page } from '@playwright/test'

import { expect, test } from './served-app.ts'

/** The second is what a window of 1024×700 leaves at a zoom of 200 %. */
const sizes = [
  [1024, 700],
  [512, 350],
  [2560, 1440],
] as const
const screens = ['images', 'requests', 'history', 'transfers', 'clouds', 'settings'] as const

test('every screen can be used in a small window, at a zoom of 200 %, and in a huge one', async ({
  opened: page,
}) => {
  test.setTimeout(180_000)
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).click()
  const faults: string[] = []

  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height })
    for (const [at, screen] of screens.entries()) {
      await page.keyboard.press(`Alt+${at + 1}`)
      await expect(page).toHaveURL(new RegExp(`#/${screen}$`))
      await expect(page.locator('main .mantine-Loader-root')).toHaveCount(0)
      for (const fault of await faultsOf(page)) faults.push(`${screen} ${width}×${height}: ${fault}`)
    }
  }

  expect(faults).toEqual([])
})

/** Whether the page scrolls sideways, and what of it no scrolling brings under the pointer. */
async function faultsOf(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const sideways = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : []
    const unreachable = [...document.querySelectorAll<HTMLElement>('button, a[href], input, [role=tab]')]
      .filter((part) => part.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter((part) => part.tabIndex >= 0 && !part.closest('[aria-hidden=true]'))
      .filter((part) => !/skip/.test(part.className) && !part.matches(':disabled, [data-disabled]'))
      .filter((part) => {
        part.scrollIntoView({ block: 'nearest', inline: 'nearest' })
        const { left, top, width, height } = part.getBoundingClientRect()
        if (width === 0 || height === 0) return false
        const hit = document.elementFromPoint(left + width / 2, top + height / 2)
        return !hit || !(part.contains(hit) || part.closest('label')?.contains(hit))
      })
      .map((part) =>
        `${part.tagName} ${part.getAttribute('aria-label') ?? part.textContent ?? ''}`.slice(0, 80),
      )
    return [...sideways, ...unreachable]
  })
}
