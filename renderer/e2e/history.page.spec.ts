import { once } from 'node:events'
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { requestPane } from './request-pane.ts'
import { expect, startServedApp, test as base } from './served-app.ts'

const test = base.extend<{ site: string; long: Page }>({
  site: async ({}, use) => {
    let asked = 0
    const server = createServer((_, response) => {
      asked += 1
      response.setHeader('content-type', 'application/json')
      response.end(`{"id":9007199254740993,"asked":${asked},"name":"cirros"}`)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.closeAllConnections()
    server.close()
  },
  /** The history of someone who has sent a hundred thousand requests. */
  long: async ({ page }, use) => {
    const app = await startServedApp({}, writeHistory)
    await page.goto(app.url)
    await page.getByRole('button', { name: 'History', exact: true }).click()
    await use(page)
    await app.stop()
    await rm(app.dir, { recursive: true, force: true })
  },
})

const many = 100_000

test('a hundred thousand exchanges are gone through by key and by search', async ({ long: page }) => {
  const table = page.getByRole('grid', { name: 'Exchanges' })
  await expect(page.getByText('100000 exchanges')).toBeVisible({ timeout: 30_000 })
  await expect(table.getByRole('row', { name: /images\/99999/ })).toBeVisible()

  await table.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('End')
  await expect(table.getByRole('row', { selected: true })).toContainText('/images/0')
  await page.keyboard.press('PageUp')
  await expect(table.getByRole('row', { selected: true })).toContainText(/images\/\d+/)
  await table.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }))
  await expect(table.getByRole('row', { name: /images\/(49|50)\d\d\d/ }).first()).toBeVisible()

  await page.getByRole('searchbox').fill('status:404 id:req-777')
  await expect(table.getByRole('row', { name: /images\/77777/ })).toBeVisible()
  await expect(page.getByText('12 exchanges')).toBeVisible()
})

test('an exchange is sent again, and its answer compared with the one before', async ({
  site,
  opened: page,
}) => {
  const pane = requestPane(page)
  await pane.open()
  await page.getByRole('button', { name: 'New request' }).first().click()
  await pane.pasteCurl(`curl ${site}/v2/images`)
  await pane.sendAndExpect(200)
  await page.getByRole('button', { name: 'History', exact: true }).click()
  const table = page.getByRole('grid', { name: 'Exchanges' })
  await table.getByRole('row', { name: /v2\/images/ }).click()
  const detail = page.getByRole('region', { name: 'Exchange' })

  await detail.getByRole('button', { name: 'Send again' }).click()
  await expect(table.getByRole('row', { name: /v2\/images/ })).toHaveCount(2)
  await detail.getByRole('button', { name: 'Compare…' }).click()
  await table
    .getByRole('row', { name: /v2\/images/ })
    .first()
    .click()
  await detail.getByRole('button', { name: 'Compare with the chosen one' }).click()

  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('"asked": 1,')).toBeVisible()
  await expect(dialog.getByText('"asked": 2,')).toBeVisible()
  await expect(dialog.getByText('"id": 9007199254740993,')).toBeVisible()
})

test('an exchange of the history becomes a request of a collection, its token a name', async ({
  app,
  site,
  opened: page,
}) => {
  const pane = requestPane(page)
  await pane.open()
  await pane.addCollection('lab', app.dir)
  await page.getByRole('button', { name: 'New request' }).first().click()
  await pane.pasteCurl(`curl ${site}/v2/images -H 'X-Auth-Token: 0123456789abcdef0123456789abcdef'`)
  await pane.sendAndExpect(200)
  await page.getByRole('button', { name: 'History', exact: true }).click()
  await page.getByRole('row', { name: /v2\/images/ }).click()
  await page.getByRole('region', { name: 'Exchange' }).getByRole('button', { name: 'Save into' }).click()

  const dialog = page.getByRole('dialog', { name: 'Save the request' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('GET /v2/images')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('From history')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('treeitem', { name: 'GET From history' })).toBeVisible()

  const file = await readFile(join(app.dir, 'lab', 'From history.yml'), 'utf8')
  expect(file).toContain('{{cloud.token}}')
  expect(file).not.toContain('0123456789abcdef')
})

test('an answer’s request is saved as it went', async ({ app, site, opened: page }) => {
  const pane = requestPane(page)
  await pane.open()
  await pane.addCollection('lab', app.dir)
  await page.getByRole('button', { name: 'New request' }).first().click()
  await pane.pasteCurl(`curl ${site}/v2/images`)
  await pane.sendAndExpect(200)
  await pane.editor.getByRole('textbox', { name: 'URL' }).fill(`${site}/edited-since`)
  await pane.answer.getByRole('tab', { name: 'Sent' }).click()
  await pane.answer.getByRole('button', { name: 'Save into a collection…' }).click()

  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('As it went')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('treeitem', { name: 'GET As it went' })).toBeVisible()
  expect(await readFile(join(app.dir, 'lab', 'As it went.yml'), 'utf8')).toContain(`${site}/v2/images`)
})

async function writeHistory(dataDir: string): Promise<void> {
  const dir = join(dataDir, 'history')
  await mkdir(dir, { mode: 0o700 })
  for (let from = 0; from < many; from += 5_000) {
    const lines = Array.from({ length: 5_000 }, (_, at) => `${JSON.stringify(exchange(from + at))}\n`)
    await appendFile(join(dir, 'history.jsonl'), lines.join(''), { mode: 0o600 })
  }
}

function exchange(at: number): object {
  return {
    id: `e${at}`,
    startedAtMs: 1_700_000_000_000 + at * 1000,
    origin: 'workbench',
    cloudId: null,
    imageId: null,
    method: 'GET',
    url: `http://glance.lab:9292/v2/images/${at}`,
    requestHeaders: [['Host', 'glance.lab:9292']],
    requestBody: { kind: 'none' },
    status: at % 10 === 7 ? 404 : 200,
    statusText: '',
    responseHeaders: [['Content-Type', 'application/json']],
    phases: { dnsMs: null, connectMs: 1, tlsMs: null, sendMs: 1, waitMs: 1, receiveMs: 1 },
    tookMs: 4,
    sentBytes: 0,
    receivedBytes: 12,
    requestId: `req-${at}`,
    remoteAddress: null,
    isConnectionReused: false,
    isBodyKept: false,
    problem: null,
  }
}
