import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { Page } from '@playwright/test'

import { requestPane } from './request-pane.ts'
import { expect, test as base } from './served-app.ts'

const rows = Array.from({ length: 40_000 }, (_, index) => ({
  id: `image-${index}`,
  name: index === 31_415 ? 'the one in the haystack' : `disk ${index % 97}`,
  status: index % 3 === 0 ? 'queued' : 'active',
  checksum: 'd41d8cd98f00b204e9800998ecf8427e'.repeat(3),
}))
const small = '{"images":[{"id":9007199254740993,"name":"cirros"},{"id":7,"name":"alpine"}],"next":null}'
const imageId = '71c675ab-d94f-49cd-a114-e12490b328d9'
const html = '<h1>Bad gateway</h1><script>document.body.textContent = "it ran"</script>'
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="red"/></svg>'

const bodies: Record<string, readonly [type: string, body: string | Buffer]> = {
  '/small': ['application/json', small],
  '/v2/images': ['application/json', `{"images":[{"id":"${imageId}"}],"next":"/v2/images?marker=a"}`],
  '/large': ['application/json', JSON.stringify({ images: rows })],
  '/deep': ['application/json', `${'['.repeat(250_000)}${']'.repeat(250_000)}`],
  '/lines': ['text/plain', Array.from({ length: 600_000 }, (_, at) => `line ${at}`).join('\n')],
  '/line': ['text/plain', 'ô'.repeat(150_000)],
  '/page': ['text/html', html],
  '/picture': ['image/svg+xml', svg],
  '/bytes': ['application/octet-stream', Buffer.from([0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3])],
}

const test = base.extend<{ site: string }>({
  site: async ({}, use) => {
    const server: Server = createServer(({ url }, response) => {
      if (url === '/moved') response.writeHead(302, { location: '/small' })
      const [type, body] = bodies[url ?? ''] ?? ['text/plain', '']
      if (!response.headersSent) response.setHeader('content-type', type)
      response.end(body)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.closeAllConnections()
    server.close()
  },
})

test('a small answer is laid out, searched, opened as a tree, kept from, listed and filtered', async ({
  site,
  opened: page,
}) => {
  const answer = await show(page, `${site}/small`)
  await expect(answer.getByRole('textbox', { name: 'Body of the answer' })).toContainText(
    '"id": 9007199254740993,',
  )

  await answer.getByRole('textbox', { name: 'Search the body' }).fill('NAME')
  await page.keyboard.press('Enter')
  await expect(answer.getByText('1 of 2')).toBeVisible()
  await expect(answer.locator('mark')).toHaveCount(2)

  await choose(page, 'Tree')
  const tree = answer.getByRole('tree')
  await tree.focus()
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown']) {
    await page.keyboard.press(key)
    await expect(tree.getByRole('treeitem', { selected: true })).toHaveCount(1)
  }
  await expect(tree.getByRole('treeitem', { selected: true })).toContainText('9007199254740993')
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Keep as a variable…' }).click()
  await expect(page.getByText('The next answer sets id from $.images[0].id')).toBeVisible()
  await requestPane(page).sendAndExpect(200)
  await expect(answer.getByRole('list', { name: 'Actions' })).toContainText('set id from the body at')
  await expect(answer.getByRole('list', { name: 'Actions' }).locator('[data-set]')).toHaveCount(1)

  await choose(page, 'Table')
  await answer.getByRole('button', { name: 'name' }).click()
  await expect(answer.getByRole('cell').nth(1)).toHaveText('alpine')
  await expect(answer.getByRole('cell').nth(2)).toHaveText('9007199254740993')

  await choose(page, 'JSON path')
  await answer.getByRole('textbox', { name: /JSON path/ }).fill("$.images[?@.name=='cirros'].id")
  await page.keyboard.press('Enter')
  await expect(answer.getByText('1 value')).toBeVisible()
  await expect(answer.getByRole('textbox', { name: 'Values that the path finds' })).toContainText(
    '9007199254740993',
  )
})

test('an id and a link in an answer open as requests, by mouse and by key', async ({
  site,
  opened: page,
}) => {
  const answer = await show(page, `${site}/v2/images`)
  const url = page.getByRole('region', { name: 'Request' }).getByRole('textbox', { name: 'URL' })
  await choose(page, 'Tree')
  const tree = answer.getByRole('tree')
  await tree.getByRole('treeitem', { name: /^▸ ?images/ }).click()
  await tree.getByRole('treeitem', { name: /^▸ ?0/ }).click()

  await tree
    .getByRole('treeitem', { name: /71c675ab/ })
    .getByRole('button', { name: 'Open as request' })
    .click()
  await expect(url).toHaveValue(`${site}/v2/images/${imageId}`)
  await page.keyboard.press('Control+Alt+PageUp')
  await expect(url).toHaveValue(`${site}/v2/images`)
  await choose(page, 'Tree')
  await answer.getByRole('tree').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(answer.getByRole('treeitem', { selected: true })).toContainText('next')
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Open as request' }).press('Enter')
  await expect(url).toHaveValue(`${site}/v2/images?marker=a`)
})

test('a needle in megabytes is found, and its row comes into view', async ({ site, opened: page }) => {
  const answer = await show(page, `${site}/large`)

  await answer.getByRole('textbox', { name: 'Search the body' }).fill('in the haystack')
  await expect(answer.getByText(/ read$/)).toHaveCount(0)
  await page.keyboard.press('Enter')

  await expect(answer.getByText('1 of 1')).toBeVisible()
  await expect(answer.getByText('"image-31415"')).toBeVisible()

  await choose(page, 'Table')
  await expect(answer.getByText('40000 rows')).toBeVisible()
  await choose(page, 'Tree')
  await answer.getByRole('treeitem', { name: /images/ }).click()
  await expect(answer.getByRole('treeitem', { name: /^▸199/ })).toHaveCount(0)
  await expect(answer.getByRole('treeitem', { name: /\[40000\]/ })).toBeVisible()
})

test('a line of 300 kB comes in pieces that say so', async ({ site, opened: page }) => {
  const answer = await show(page, `${site}/line`)

  await expect(answer.getByTitle('A very long line goes on here.').first()).toBeVisible()
})

test('more lines than a browser can lay out are gone through to the last', async ({ site, opened: page }) => {
  const answer = await show(page, `${site}/lines`)
  await expect(answer.getByText(/ read$/)).toHaveCount(0)

  await answer.getByRole('textbox', { name: 'Body of the answer' }).focus()
  await expect(async () => {
    await page.keyboard.press('End')
    await expect(answer.getByText('line 599999', { exact: true })).toBeVisible({ timeout: 500 })
  }).toPass()

  await answer.getByRole('textbox', { name: 'Search the body' }).fill('line 300000')
  await page.keyboard.press('Enter')
  await expect(answer.getByText('1 of 1')).toBeVisible()
  await expect(answer.locator('mark')).toHaveText('line 300000')
  await page.mouse.wheel(0, 19 * 5)
  await expect(answer.getByText('line 299999', { exact: true })).toBeVisible()
})

test('half a megabyte of brackets is read in a thread of its own', async ({ site, opened: page }) => {
  const answer = await show(page, `${site}/deep`)

  await choose(page, 'Tree')
  await expect(answer.getByRole('treeitem').first()).toBeVisible()
  expect(page.workers()).toHaveLength(1)
  await choose(page, 'Pretty')
  await expect(answer.getByRole('textbox', { name: 'Body of the answer' })).toContainText('[')
})

test('a page is never one of ours, a picture is a picture, and bytes are bytes', async ({
  site,
  opened: page,
}) => {
  const answer = await show(page, `${site}/page`)
  await expect(answer.getByRole('textbox', { name: 'Body of the answer' })).toContainText('it ran')
  await choose(page, 'Preview')
  const frame = page.frameLocator('iframe')
  await expect(frame.getByRole('heading', { name: 'Bad gateway' })).toBeVisible()
  await expect(frame.getByText('it ran')).toHaveCount(0)

  await show(page, `${site}/picture`)
  const picture = answer.getByRole('img', { name: 'Picture in the answer' })
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(80)

  await show(page, `${site}/bytes`)
  await expect(answer.getByText('51 46 49 fb 00 00 00 03')).toBeVisible()
  await expect(answer.getByText('This body is not text')).toBeVisible()
})

test('each redirect that was followed has its line and its bars', async ({ site, opened: page }) => {
  const answer = await show(page, `-L ${site}/moved`)

  await answer.getByRole('tab', { name: 'Timing' }).click()

  const hops = answer.getByRole('list', { name: 'Redirects that were followed' })
  await expect(hops.getByRole('listitem')).toHaveCount(1)
  await expect(hops).toContainText(`${site}/moved`)
  await expect(hops).toContainText('302')
  await expect(answer.getByText(new URL(site).host, { exact: true })).toBeVisible()
})

/** Sends a GET from a new request and leads to its answer. */
async function show(page: Page, url: string) {
  const pane = requestPane(page)
  await pane.open()
  await page.getByRole('button', { name: 'New request' }).first().click()
  await pane.pasteCurl(`curl ${url}`)
  await pane.sendAndExpect(200)
  return pane.answer
}

async function choose(page: Page, view: string): Promise<void> {
  await requestPane(page).answer.getByText(view, { exact: true }).click()
}
