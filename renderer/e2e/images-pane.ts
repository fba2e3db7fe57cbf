import { basename } from 'node:path'

import { expect, type Page } from '@playwright/test'

import { dropFiles } from './drop-files.ts'

/** The images as a person uses them, among whatever else the cloud has. */
export function imagesPane(page: Page) {
  const inspector = page.getByRole('complementary', { name: 'Selected image' })
  const rowOf = (name: string) => page.getByRole('row', { name: new RegExp(`^${name} `) })
  // An empty list offers both ways to fill it a second time.
  const button = (name: string) => page.getByRole('button', { name, exact: true }).first()

  return {
    inspector,
    rowOf,

    /** Only images whose names begin so: among thousands, of which the table draws a few, theirs might be out of sight. */
    async open(filter: string): Promise<void> {
      await button('Images').click()
      await button('Upload…').waitFor()
      await page.getByRole('searchbox', { name: /^Filter images/ }).fill(filter)
    },

    /** Makes a raw image that waits for data. */
    async create(name: string): Promise<void> {
      await button('Create…').click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
      await dialog.getByRole('combobox', { name: 'Disk format' }).click()
      await page.getByRole('option', { name: 'raw', exact: true }).click()
      await dialog.getByRole('button', { name: 'Create', exact: true }).click()
    },

    /** Drops a file and waits until the image of it is active. */
    async upload(path: string): Promise<void> {
      await dropFiles(page, page.getByRole('main'), [path])
      await button('Upload 1 file').click()
      const name = basename(path).replace(/\.[a-z][a-z0-9]*$/, '')
      await expect(rowOf(name)).toContainText('active', { timeout: 60_000 })
    },

    /** Selects the image and gives its id. */
    async select(name: string): Promise<string> {
      await rowOf(name).click()
      await inspector.getByRole('tab', { name: 'Overview' }).click()
      const id = inspector.getByText(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/).first()
      return (await id.textContent()) ?? ''
    },

    // The diagnosis of an image that is stuck may offer the same.
    async deleteSelected(): Promise<void> {
      await inspector
        .getByRole('button', { name: /^Delete…?$/ })
        .first()
        .click()
      await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
      await expect(page.getByRole('dialog')).toHaveCount(0)
    },
  }
}
