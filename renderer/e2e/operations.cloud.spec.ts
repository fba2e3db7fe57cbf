import { randomBytes } from 'node:crypto'
import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { dropFiles } from './drop-files.ts'
import { clickThroughImageLife } from './image-life.ts'
import { readRealCloud, signInByImport } from './real-cloud.ts'
import { pasteNineCurlCommands, sendNineCalls } from './request-life.ts'
import { residentBytes } from './resident-bytes.ts'
import { expect, type ServedApp, test } from './served-app.ts'

const cloud = readRealCloud()

test.beforeEach(({ opened }) => signInByImport(opened, cloud))

test('the nine operations, clicked against a real Keystone and Glance', async ({ app, opened: page }) => {
  await clickThroughImageLife(
    page,
    app,
    await randomFile(app, `noble-${crypto.randomUUID()}.raw`, 48),
    120_000,
  )
})

test('the nine built-in requests give the statuses of the tutorial', async ({ app, opened: page }) => {
  await sendNineCalls(page, await randomFile(app, 'cirros.img', 13))
})

test('the nine cURL commands of the tutorial give its statuses', async ({ app, opened: page }) => {
  await pasteNineCurlCommands(page, await randomFile(app, 'cirros.img', 13))
})

test('four GiB go up by drop and come down verified, flat in memory', async ({ app, opened: page }) => {
  test.setTimeout(15 * 60_000)
  const file = await sparseFile(app, 'large.raw', 4)
  await page.getByRole('button', { name: 'Images', exact: true }).click()
  await page.getByRole('button', { name: 'Upload…' }).waitFor()
  const before = residentBytes(app.pid)

  await dropFiles(page, page.getByRole('main'), [file])
  await page.getByRole('button', { name: 'Upload 1 file' }).click()
  await page.getByRole('button', { name: 'Transfers', exact: true }).click()
  await expect(page.getByText('verified by sha512')).toHaveCount(1, { timeout: 6 * 60_000 })
  await page.getByRole('button', { name: 'Images', exact: true }).click()
  await page.getByRole('row', { name: /^large/ }).click()
  await page.getByRole('button', { name: 'Download', exact: true }).click()
  await page.getByRole('button', { name: 'Transfers', exact: true }).click()
  await expect(page.getByText('verified by sha512')).toHaveCount(2, { timeout: 6 * 60_000 })

  expect(residentBytes(app.pid).peak - before.now).toBeLessThan(256 * 2 ** 20)
  await page.getByRole('button', { name: 'Images', exact: true }).click()
  await page.getByRole('row', { name: /^large/ }).click()
  await page.getByRole('button', { name: /^Delete/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('row', { name: /^large/ })).toHaveCount(0)
})

async function randomFile(app: ServedApp, name: string, mebibytes: number): Promise<string> {
  const path = join(app.dir, name)
  await writeFile(path, randomBytes(mebibytes * 2 ** 20))
  return path
}

/** Of that size, with a few bytes that differ along the way, and no room taken for the rest. */
async function sparseFile(app: ServedApp, name: string, gibibytes: number): Promise<string> {
  const path = join(app.dir, name)
  const file = await open(path, 'w')
  for (let at = 0; at < gibibytes; at++) await file.write(randomBytes(4096), 0, 4096, at * 2 ** 30 + 12_345)
  await file.truncate(gibibytes * 2 ** 30)
  await file.close()
  return path
}
