import { type EchoServer, startEchoServer } from './echo-server.ts'
import { requestPane } from './request-pane.ts'
import { expect, test } from './served-app.ts'

let server: EchoServer

test.beforeEach(async () => {
  test.setTimeout(180_000)
  server = await startEchoServer()
})

test.afterEach(() => server.close())

test('a request connects where its options say, under the name of its URL', async ({ opened: page }) => {
  const pane = requestPane(page)
  await pane.open()
  await pane.newRequest('http://glance.example/v2')
  await pane.editor.getByRole('tab', { name: /^Options/ }).click()
  const { port } = new URL(server.origin)

  await pane.editor.getByRole('textbox', { name: 'Host, row 1' }).fill('glance.example')
  await pane.editor.getByRole('textbox', { name: 'Connects to, row 1' }).fill('127.0.0.1')
  await pane.editor.getByRole('textbox', { name: 'to port, row 1' }).fill(port)
  await pane.sendAndExpect(200)

  expect(server.received[0]).toMatchObject({ url: '/v2', headers: { host: 'glance.example' } })
})

test('a client certificate is named by its files, and one that cannot be read is said', async ({
  opened: page,
}) => {
  const pane = requestPane(page)
  await pane.open()
  await pane.newRequest(server.origin)
  await pane.editor.getByRole('tab', { name: /^Options/ }).click()

  await pane.editor.getByRole('combobox', { name: 'Client certificate' }).click()
  await page.getByRole('option', { name: 'PKCS #12' }).click()
  await pane.editor.getByRole('textbox', { name: 'PKCS #12 file' }).fill('/nowhere/me.p12')
  await expect(pane.editor.getByRole('textbox', { name: 'Its passphrase' })).toHaveValue('')
  await page.keyboard.press('Control+Enter')

  await expect(pane.answer.getByRole('alert')).toContainText('/nowhere/me.p12')
  expect(server.received).toEqual([])
})
