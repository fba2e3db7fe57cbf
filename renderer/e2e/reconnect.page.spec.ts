import { requestPane } from './request-pane.ts'
import { expect, restartServedApp, test } from './served-app.ts'

test('a host that died and was started again under an open page: it says so, keeps what was typed, and goes on', async ({
  app,
  opened: page,
}) => {
  test.setTimeout(120_000)
  const { editor } = requestPane(page)
  const url = editor.getByRole('textbox', { name: 'URL' })
  const notice = page.getByRole('status')
  await requestPane(page).open()
  await page.getByRole('button', { name: 'New request' }).first().click()
  await url.fill('http://127.0.0.1:9/before')

  process.kill(app.pid, 'SIGKILL')
  await expect(notice.filter({ hasText: 'is lost. Trying again' })).toBeVisible()
  await url.fill('http://127.0.0.1:9/while-away')
  const again = await restartServedApp(app)
  try {
    await expect(notice.filter({ hasText: 'Locked: this browser needs a new link' })).toBeVisible({
      timeout: 30_000,
    })
    const other = await page.context().newPage()
    await other.goto(again.url)
    await other.getByRole('navigation').first().waitFor()
    await other.close()

    await expect(notice.filter({ hasText: /Locked|lost/ })).toHaveCount(0, { timeout: 30_000 })
    await expect(url).toHaveValue('http://127.0.0.1:9/while-away')
    await page.reload()
    await expect(url).toHaveValue('http://127.0.0.1:9/while-away')
  } finally {
    await again.stop()
  }
})
