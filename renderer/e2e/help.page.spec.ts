import { requestPane } from './request-pane.ts'
import { expect, test } from './served-app.ts'
import { violationsOf } from './axe.ts'

test('what an error means is read by keyboard alone, and the form below stays as it was', async ({
  opened: page,
}) => {
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page.getByRole('button', { name: 'Add a cloud', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'Add a cloud' })
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('lab')
  await form.getByRole('textbox', { name: 'Auth URL (Keystone)' }).fill('http://keystone.invalid:5000/v3')
  await form.getByRole('textbox', { name: 'User name' }).fill('demo')
  await form.getByRole('textbox', { name: 'Password' }).fill('wrong')
  await form.getByRole('textbox', { name: 'Project name' }).fill('demo')
  await form.getByRole('button', { name: 'Test' }).click()
  const more = form.getByRole('button', { name: 'What does this mean?' })

  await more.focus()
  await page.keyboard.press('Enter')

  const meaning = page.getByRole('dialog', { name: 'What does this mean?' })
  await expect(meaning).toContainText('CLOUD_UNREACHABLE')
  await expect(meaning).toContainText('What to do')
  await expect(meaning).toContainText('getent hosts NAME')
  await expect(meaning.getByRole('button', { name: 'Close' })).toBeFocused()
  expect(await violationsOf(page)).toEqual([])

  await page.keyboard.press('Escape')

  await expect(meaning).toBeHidden()
  await expect(more).toBeFocused()
  await expect(form.getByRole('textbox', { name: 'Password' })).toHaveValue('wrong')
})

test('what an error means is said in the language of the page', async ({ opened: page }) => {
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  await page.keyboard.press('Alt+6')
  await page.getByText('Tiếng Việt', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'vi')
  await page.keyboard.press('Alt+3')
  await page.getByRole('searchbox').fill('since:yesterday')

  await page.getByRole('button', { name: 'Lỗi này nghĩa là gì?' }).click()

  await expect(page.getByRole('dialog')).toContainText('Vì sao xảy ra')
  await expect(page.getByRole('dialog')).toContainText('Từ có dấu hai chấm là một bộ lọc')
})

test('leaving what an error means leaves the exchange open that failed', async ({ opened: page }) => {
  const pane = requestPane(page)
  await pane.open()
  await page.getByRole('button', { name: 'New request' }).first().click()
  await pane.pasteCurl('curl http://keystone.invalid/v3')
  await page.keyboard.press('Control+Enter')
  await expect(pane.answer.getByRole('alert')).toContainText('keystone.invalid')
  await page.keyboard.press('Alt+3')
  await page.getByRole('row', { name: /keystone.invalid/ }).click()
  const detail = page.getByRole('region', { name: 'Exchange', exact: true })
  await detail.getByRole('button', { name: 'What does this mean?' }).press('Enter')
  await expect(page.getByRole('dialog')).toContainText('CLOUD_UNREACHABLE')

  await page.keyboard.press('Escape')

  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(detail).toBeVisible()
})
