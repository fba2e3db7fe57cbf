import { requestPane } from './request-pane.ts'
import { expect, test } from './served-app.ts'

test('requests are opened, gone through and closed by key, and ? lists the keys', async ({
  opened: page,
}) => {
  test.setTimeout(180_000)
  const pane = requestPane(page)
  const tabs = page.getByRole('list', { name: 'Open requests' }).getByRole('listitem')
  const dialog = page.getByRole('dialog', { name: 'Keys' })
  await pane.open()
  await page.getByRole('button', { name: 'New request', exact: true }).first().click()
  await expect(tabs).toHaveCount(1)

  // A browser keeps Ctrl+T and Ctrl+W of its own tabs; a page that is driven gets them.
  for (const keys of ['Alt+t', 'Control+Alt+n']) await page.keyboard.press(keys)
  await expect(tabs).toHaveCount(3)
  await expect(tabs.nth(2)).toHaveAttribute('data-active', 'true')
  await page.keyboard.press('Alt+PageDown')
  await expect(tabs.nth(0)).toHaveAttribute('data-active', 'true')
  await page.keyboard.press('Alt+PageUp')
  await expect(tabs.nth(2)).toHaveAttribute('data-active', 'true')
  await page.keyboard.press('Alt+w')
  await expect(tabs).toHaveCount(2)

  await pane.editor.getByRole('textbox', { name: 'URL' }).fill('a?')
  await page.keyboard.type('?')
  await expect(dialog).toHaveCount(0)
  await pane.editor.getByRole('tab', { name: /^Params/ }).focus()
  await page.keyboard.press('?')
  await expect(dialog.getByRole('region', { name: 'Requests' })).toContainText('Ctrl+Enter')
  await expect(dialog.getByRole('region', { name: 'Transfers' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})
