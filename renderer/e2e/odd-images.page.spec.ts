import { type OddCloud, startOddCloud, wireImage } from './odd-cloud.ts'
import { signInByImport } from './real-cloud.ts'
import { expect, test } from './served-app.ts'

let cloud: OddCloud
test.beforeEach(async () => {
  cloud = await startOddCloud()
})
test.afterEach(() => cloud.close())

test('images that nobody would make are shown as they are, and break nothing', async ({ opened: page }) => {
  const tags = Array.from({ length: 128 }, (_, at) => `tag-${String(at).padStart(3, '0')}`)
  const nameless = wireImage({ name: null, size: null })
  cloud.images = [
    nameless,
    wireImage({ name: '', status: 'queued' }),
    wireImage({ name: 'صورة النظام ١٢', size: 4096, visibility: 'private' }),
    wireImage({ name: '\u202Egnp.exe', size: 1 }),
    wireImage({ name: '🐧 penguin 👩‍💻', size: 0, disk_format: 'raw' }),
    wireImage({ name: 'many-tags', tags }),
    wireImage({ name: 'large-property', notes: 'x'.repeat(10_240), one: 'y'.repeat(255) }),
    wireImage({ name: 'n'.repeat(255), status: 'pending_delete', size: Number.MAX_SAFE_INTEGER }),
  ]
  await signInByImport(page, cloud)
  await page.getByRole('button', { name: 'Images', exact: true }).click()

  await expect(page.getByText('8 of 8 shown')).toBeVisible()
  await expect(page.getByRole('row', { name: new RegExp(`^${nameless.id} active –`) })).toBeVisible()
  // Its letters in the order in which they are, not in that which it asks for.
  await expect(page.getByRole('row', { name: /^\uFFFDgnp\.exe active/ })).toBeVisible()
  const inspector = page.getByRole('complementary', { name: 'Selected image' })
  await page.getByRole('row', { name: /^many-tags/ }).click()
  await expect(inspector.getByText('tag-127')).toBeAttached()
  await page.screenshot({ path: test.info().outputPath('tags.png') })
  await page.getByRole('row', { name: /صورة/ }).click()
  await expect(inspector.getByRole('heading', { name: 'صورة النظام ١٢' })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('right-to-left.png') })
  await page.getByRole('row', { name: /^large-property/ }).click()
  await inspector.getByRole('tab', { name: /^Properties/ }).click()
  await expect(inspector.getByRole('combobox', { name: 'notes' })).toHaveValue(/^x{10240}$/)
  await page.screenshot({ path: test.info().outputPath('large-property.png') })
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)

  await page.getByRole('searchbox', { name: /^Filter images/ }).fill('penguin')
  await expect(page.getByText('1 of 8 shown')).toBeVisible()
})

test('a service under a prefix is read to its empty last page, wherever its links point', async ({
  opened: page,
}) => {
  cloud.images = Array.from({ length: 1100 }, (_, at) => wireImage({ name: `image-${at}` }))
  await signInByImport(page, cloud)

  await page.getByRole('button', { name: 'Images', exact: true }).click()

  await expect(page.getByText('1,100 of 1,100 shown')).toBeVisible()
  expect(cloud.asked.filter((path) => !path.startsWith('/image'))).toEqual([])
})

test('an image that is deleted between two pages costs none of the others', async ({ opened: page }) => {
  cloud.images = Array.from({ length: 120 }, (_, at) => wireImage({ name: `image-${at}` }))
  cloud.vanishing = cloud.images[49]!.id
  await signInByImport(page, cloud)

  await page.getByRole('button', { name: 'Images', exact: true }).click()

  await expect(page.getByText(/an image was deleted while the list came in/)).toBeVisible()
  await page.getByRole('searchbox', { name: /^Filter images/ }).fill('image-119')
  await expect(page.getByRole('row', { name: /^image-119/ })).toBeVisible()
})

test('a page of HTML in place of a list is told apart, and the rest is kept and can be asked for again', async ({
  opened: page,
}) => {
  cloud.images = Array.from({ length: 60 }, (_, at) => wireImage({ name: `image-${at}` }))
  cloud.htmlPages = 1
  await signInByImport(page, cloud)

  await page.getByRole('button', { name: 'Images', exact: true }).click()

  const note = page.getByRole('alert')
  await expect(note).toContainText('is not an answer that can be read: not JSON')
  await expect(page.getByText('50 of 50 shown')).toBeVisible()
  await note.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('60 of 60 shown')).toBeVisible()
})
