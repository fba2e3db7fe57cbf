import { type EchoServer, startEchoServer } from './echo-server.ts'
import { requestPane } from './request-pane.ts'
import { expect, test } from './served-app.ts'

let server: EchoServer

test.beforeEach(async () => {
  test.setTimeout(180_000)
  server = await startEchoServer({}, { 'X-Volume': 'v-1' })
})

test.afterEach(() => server.close())

test('a header is written by keyboard from what is suggested, its name and its value', async ({
  opened: page,
}) => {
  const pane = requestPane(page)
  await pane.open()
  await pane.newRequest(server.origin)
  await pane.editor.getByRole('tab', { name: /^Headers/ }).click()

  await pane.editor.getByLabel('Name: new row').focus()
  await page.keyboard.type('content-ty')
  await expect(page.getByRole('option', { name: 'Content-Type' })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const value = pane.editor.getByRole('combobox', { name: 'Value of Content-Type' })
  await expect(value).toBeFocused()
  await page.keyboard.type('images')
  const option = page.getByRole('option', { name: 'application/openstack-images-v2.1-json-patch' })
  await expect(option).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(value).toHaveAttribute('aria-activedescendant', (await option.getAttribute('id')) ?? '')
  await page.keyboard.press('Enter')
  await expect(option).toBeHidden()
  await pane.sendAndExpect(200)

  expect(server.received[0]?.headers['content-type']).toBe('application/openstack-images-v2.1-json-patch')
})

test('a header of an answer is kept as a variable, by right-click and by keyboard', async ({
  opened: page,
}) => {
  const pane = requestPane(page)
  await pane.open()
  await pane.newRequest(server.origin)
  await pane.sendAndExpect(200)
  await pane.answer.getByRole('tab', { name: /^Headers/ }).click()

  await pane.answer.getByRole('cell', { name: 'v-1' }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Keep as a variable…' }).click()
  await pane.answer.getByRole('button', { name: 'What can be done with Content-Type' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('[role="menu"]:focus-within')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Keep as a variable…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await pane.sendAndExpect(200)
  await pane.editor.getByRole('tab', { name: /^Variables/ }).click()

  await expect(pane.editor.getByRole('row', { name: /^x_volume/ })).toContainText('v-1')
  await expect(pane.editor.getByRole('row', { name: /^content_type/ })).toContainText('application/json')
})
