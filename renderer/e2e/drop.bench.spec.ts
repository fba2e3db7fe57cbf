import { randomBytes } from 'node:crypto'
import { open, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import type { Page } from '@playwright/test'

import { dropFiles } from './drop-files.ts'
import { type RealCloud, signInByImport } from './real-cloud.ts'
import { expect, type ServedApp, test } from './served-app.ts'

/** What scripts/bench/in-browser.ts orders. */
interface Order {
  readonly sink: RealCloud
  readonly cloud: RealCloud
  readonly path: string
  readonly sizeBytes: number
  readonly runs: number
  readonly figuresPath: string
}

const patienceMs = 10 * 60_000

test('files dropped on the page: how long they take', async ({ app, opened: page }) => {
  test.setTimeout(60 * 60_000)
  const { sink, cloud, path, sizeBytes, runs, figuresPath } = readOrder()
  await signInByImport(page, sink)
  const dropMs: number[] = []
  for (let count = 0; count < runs; count++) dropMs.push(await drop(page, path, 'unverified'))
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page.getByRole('button', { name: /^Remove/ }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Remove/ })
    .click()

  await signInByImport(page, cloud)
  const large = await sparseFile(app, 2 * sizeBytes)
  const largeUpMs = [await drop(page, large, 'verified by sha512')]
  const largeDownMs = [await download(page, basename(large, '.raw'))]
  await writeFile(figuresPath, JSON.stringify({ dropMs, largeUpMs, largeDownMs }))
})

function readOrder(): Order {
  const order = process.env.ARCLIGHT_BENCH
  if (!order) throw new Error('run this by npm run bench')
  return JSON.parse(order) as Order
}

/** From the click that confirms the drop to the end of the transfer, in ms. The transfer is taken off the list. */
async function drop(page: Page, path: string, outcome: string): Promise<number> {
  await page.getByRole('button', { name: 'Images', exact: true }).click()
  await page.getByRole('button', { name: 'Upload…' }).waitFor()
  await dropFiles(page, page.getByRole('main'), [path])
  const confirm = page.getByRole('button', { name: 'Upload 1 file' })
  await confirm.waitFor()
  const startedAtMs = performance.now()
  await confirm.click()
  return await ended(page, startedAtMs, outcome)
}

/** From the click to the end, in ms; the image is deleted afterwards. */
async function download(page: Page, name: string): Promise<number> {
  await page.getByRole('button', { name: 'Images', exact: true }).click()
  await page.getByRole('row', { name: new RegExp(`^${name}`) }).click()
  const startedAtMs = performance.now()
  await page.getByRole('button', { name: 'Download', exact: true }).click()
  const tookMs = await ended(page, startedAtMs, 'verified by sha512')
  await page.getByRole('button', { name: 'Images', exact: true }).click()
  await page.getByRole('row', { name: new RegExp(`^${name}`) }).click()
  await page.getByRole('button', { name: /^Delete/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('row', { name: new RegExp(`^${name}`) })).toHaveCount(0)
  return tookMs
}

async function ended(page: Page, startedAtMs: number, outcome: string): Promise<number> {
  await page.getByRole('button', { name: 'Transfers', exact: true }).click()
  await page.getByText(outcome).first().waitFor({ timeout: patienceMs })
  const tookMs = performance.now() - startedAtMs
  await page.getByRole('button', { name: 'Take off the list' }).first().click()
  await expect(page.getByText(outcome)).toHaveCount(0)
  return tookMs
}

async function sparseFile(app: ServedApp, sizeBytes: number): Promise<string> {
  const path = join(app.dir, 'bench-large.raw')
  const file = await open(path, 'w')
  await file.write(randomBytes(4096), 0, 4096, 12_345)
  await file.truncate(sizeBytes)
  await file.close()
  return path
}
