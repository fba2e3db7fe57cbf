import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, type Page } from '@playwright/test'

import { heapBytes } from './heap-bytes.ts'
import { requestPane } from './request-pane.ts'
import { residentBytes } from './resident-bytes.ts'
import { startServedApp, test } from './served-app.ts'

/** What scripts/bench/workbench.ts orders. */
interface Order {
  readonly origin: string
  readonly needle: string
  readonly runs: number
  readonly figuresPath: string
}

interface Large {
  readonly firstScreenMs: number
  readonly searchMs: number
  readonly heapBytes: number
}

const sizes = { large: 100_000_000, huge: 1_000_000_000 }
const saved = { folders: 100, each: 100 }

test('answers on the page: how soon, and in how much memory', async ({ app, opened: page }) => {
  test.setTimeout(60 * 60_000)
  const order = readOrder()
  await requestPane(page).open()
  const smallMs = await sendSmall(page, order)
  const hundred: Large[] = []
  for (let count = 0; count < order.runs; count++) hundred.push(await showLarge(page, order))
  const giga = await showHuge(page, order, app.pid)
  const openMs: number[] = []
  for (let count = 0; count < order.runs; count++) openMs.push(await openSaved(page))
  await writeFile(order.figuresPath, JSON.stringify({ smallMs, hundred, giga, openMs }))
})

function readOrder(): Order {
  const order = process.env.ARCLIGHT_BENCH
  if (!order) throw new Error('run this by npm run bench')
  return JSON.parse(order) as Order
}

/** Each from the press of the key to the frame that shows the answer's body, in ms. */
async function sendSmall(page: Page, { origin, runs }: Order): Promise<number[]> {
  await newRequest(page, `${origin}/small/first`)
  await requestPane(page).sendAndExpect(200)
  const times: number[] = []
  for (let count = 0; count < 10 + 4 * runs; count++) {
    const name = `cirros-${count}`
    await requestPane(page).editor.getByRole('textbox', { name: 'URL' }).fill(`${origin}/small/${name}`)
    times.push(await page.evaluate(pressAndWait, name))
  }
  return times.slice(10)
}

/** Runs in the page: sends by key, and waits until a text is painted. */
async function pressAndWait(text: string): Promise<number> {
  const startedAtMs = performance.now()
  const key = new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true })
  document.activeElement?.dispatchEvent(key)
  await new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      const body = document.querySelector('[role=textbox][aria-label="Body of the answer"]')
      if (!body?.textContent?.includes(text)) return
      observer.disconnect()
      resolve()
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  // A message that is posted in a frame is delivered after that frame was painted.
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => resolve())
      port1.start()
      port2.postMessage(null)
    })
  })
  return performance.now() - startedAtMs
}

async function showLarge(page: Page, { origin, needle }: Order): Promise<Large> {
  const { answer } = requestPane(page)
  await newRequest(page, `${origin}/json/${sizes.large}`)
  await page.keyboard.press('Control+Enter')
  const body = answer.getByRole('textbox', { name: 'Body of the answer' })
  await expect(body).toContainText('"disk 0"', { timeout: 60_000 })
  const firstScreenMs = Date.now() - (await endedAtMs(origin))
  await expect(answer.getByText(/ read$/)).toHaveCount(0, { timeout: 60_000 })

  await answer.getByRole('textbox', { name: 'Search the body' }).fill(needle)
  const startedAtMs = Date.now()
  await page.keyboard.press('Enter')
  await expect(body.locator('mark')).toHaveText(needle)
  const searchMs = Date.now() - startedAtMs
  return { firstScreenMs, searchMs, heapBytes: await heapBytes(page) }
}

/** The first screen, and how far the host's memory rose on the way there. */
async function showHuge(page: Page, { origin }: Order, pid: number) {
  await newRequest(page, `${origin}/json/${sizes.huge}`)
  const before = residentBytes(pid).now
  let peak = before
  const watching = setInterval(() => {
    peak = Math.max(peak, residentBytes(pid).now)
  }, 20)
  await page.keyboard.press('Control+Enter')
  const body = requestPane(page).answer.getByRole('textbox', { name: 'Body of the answer' })
  await expect(body).toContainText('"disk 0"', { timeout: 5 * 60_000 })
  const firstScreenMs = Date.now() - (await endedAtMs(origin))
  clearInterval(watching)
  return { firstScreenMs, rssGrowthBytes: peak - before }
}

async function endedAtMs(origin: string): Promise<number> {
  return Number(await (await fetch(`${origin}/ended`)).text())
}

async function newRequest(page: Page, url: string): Promise<void> {
  await page.getByRole('button', { name: 'New request' }).first().click()
  await requestPane(page).pasteCurl(`curl ${url}`)
}

/** From the address to a list of ten thousand requests, and a URL typed beside it, in ms; the host has just begun. */
async function openSaved(page: Page): Promise<number> {
  const app = await startServedApp({}, writeCollection)
  const startedAtMs = Date.now()
  await page.goto(app.url)
  // By text and CSS: to find a role among ten thousand buttons takes Playwright itself seconds.
  await requestPane(page).open()
  const tree = page.locator('nav[aria-label=Collections]')
  await tree.getByText('ten thousand').first().waitFor()
  await tree.getByText('folder 0').first().waitFor()
  await page.locator('button[aria-label="New request"]').first().click()
  await page.locator('[aria-label=URL]').first().pressSequentially('http')
  const tookMs = Date.now() - startedAtMs
  await app.stop()
  await rm(app.dir, { recursive: true, force: true })
  return tookMs
}

async function writeCollection(dataDir: string): Promise<void> {
  const root = join(dataDir, 'ten-thousand')
  await mkdir(root, { recursive: true })
  await writeFile(join(root, 'opencollection.yml'), 'opencollection: 1.0.0\ninfo:\n  name: ten thousand\n')
  for (let folder = 0; folder < saved.folders; folder++) {
    const dir = join(root, `folder ${folder}`)
    await mkdir(dir)
    await writeFile(
      join(dir, 'folder.yml'),
      `info:\n  name: folder ${folder}\n  type: folder\n  seq: ${folder + 1}\n`,
    )
    for (let at = 0; at < saved.each; at++)
      await writeFile(join(dir, `request ${folder}-${at}.yml`), requestFile(folder, at))
  }
  await writeFile(join(dataDir, 'collections.json'), JSON.stringify({ open: [root], recent: [] }))
}

function requestFile(folder: number, at: number): string {
  return `info:
  name: request ${folder}-${at}
  type: http
  seq: ${at + 1}
http:
  method: GET
  url: "{{cloud.image}}/v2/images/${folder}-${at}"
  headers:
    - name: X-Auth-Token
      value: "{{cloud.token}}"
`
}
