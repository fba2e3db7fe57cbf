import { expect, type Page } from '@playwright/test'

/** Runs what the palette offers for these words, by keys alone. */
export async function runCommand(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByPlaceholder('Do anything, find anything')).toBeFocused()
  await page.keyboard.type(words)
  await expect(page.locator('[data-action][data-selected]')).toContainText(words)
  await page.keyboard.press('Enter')
}
