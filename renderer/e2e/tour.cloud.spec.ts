import { readRealCloud, signInByImport } from './real-cloud.ts'
import { expect, test } from './served-app.ts'
import { tourSteps } from './tour-steps.ts'

const cloud = readRealCloud()

test('the tour makes its nine calls on a real cloud, and leaves no image there', async ({ opened: page }) => {
  test.setTimeout(120_000)
  await signInByImport(page, cloud)
  await page.getByRole('button', { name: 'Images', exact: true }).click()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Guided tour')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Begin on lab/ }).click()

  for (const [at, [name, status]] of tourSteps.entries()) {
    const step = page.getByRole('region', { name, exact: true })
    await step.getByRole('button', { name: 'Do it', exact: true }).click()
    await expect(step.getByRole('status').first()).toContainText(String(status))
    await step.getByRole('button', { name: at < 8 ? 'Next' : 'Finish' }).click()
  }
  await page.getByRole('searchbox', { name: /^Filter images/ }).fill('arclight-tour')
  await expect(page.getByRole('row', { name: /^arclight-tour/ })).toHaveCount(0)
})
