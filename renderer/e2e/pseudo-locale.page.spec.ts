import { cutTexts, loadPseudoLocale, stretch } from './pseudo-locale.ts'
import { screens } from './screen-pictures.ts'
import { expect, test } from './served-app.ts'

test.use({ locale: 'vi-VN' })

test('texts that are two fifths longer than the English ones are cut off nowhere', async ({ app, page }) => {
  test.setTimeout(180_000)
  await loadPseudoLocale(page)
  await page.goto(app.url)
  await page.keyboard.press('Alt+5')
  await page.getByRole('button', { name: stretch('Start the sandbox') }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  const cut: string[] = []

  for (const [at, screen] of screens.entries()) {
    await page.keyboard.press(`Alt+${at + 1}`)
    await expect(page.getByRole('main').getByText('ẋ').first()).toBeVisible()
    await expect(page.locator('main .mantine-Loader-root')).toHaveCount(0)
    for (const text of await cutTexts(page)) cut.push(`${screen}: ${text}`)
  }

  expect(cut).toEqual([])
})
