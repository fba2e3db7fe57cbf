import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, startServedApp, test } from './served-app.ts'

test('tells of damaged files, where they lie, and goes on without them', async ({ page }) => {
  const app = await startServedApp({}, async (dataDir) => {
    await writeFile(join(dataDir, 'settings.json'), '{"theme":')
    await writeFile(join(dataDir, 'clouds.json'), '{"version":2,"clouds":[{"id":1},{"id":2}]}')
  })
  await page.goto(app.url)

  const settings = page.getByRole('alert').filter({ hasText: 'settings.json was damaged' })
  const clouds = page.getByRole('alert').filter({ hasText: 'clouds.json was damaged' })
  await expect(settings).toContainText('Nothing in it could be read')
  await expect(clouds).toContainText('2 entries in it could not be read')
  await expect(clouds).toContainText(join(app.dir, 'data', 'clouds.json.damaged-'))
  await settings.getByRole('button').click()
  await expect(settings).toHaveCount(0)
  await expect(clouds).toBeVisible()
  await expect(page.getByRole('navigation')).toBeVisible()

  const kept = (await readdir(join(app.dir, 'data'))).filter((name) => name.includes('.damaged-'))
  expect(new Set(kept.map((name) => name.split('.damaged')[0]))).toEqual(
    new Set(['clouds.json', 'settings.json']),
  )
  await app.stop()
  await rm(app.dir, { recursive: true })
})
