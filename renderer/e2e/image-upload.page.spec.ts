import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { dropFiles } from './drop-files.ts'
import { expect, test } from './served-app.ts'

test('an operator learns before the first byte what a file is and why the cloud will refuse it', async ({
  app,
  opened: page,
}) => {
  const image = join(app.dir, 'noble.img')
  const overlay = join(app.dir, 'overlay.qcow2')
  const misnamed = join(app.dir, 'really-raw.qcow2')
  await writeFile(image, qcow2({ virtualSizeBytes: 3.5 * 2 ** 30 }))
  await writeFile(overlay, qcow2({ virtualSizeBytes: 2 ** 30, backingFile: '/srv/base.qcow2' }))
  await writeFile(misnamed, Buffer.alloc(4096))
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()

  await dropFiles(page, page.getByRole('main'), [image, overlay, misnamed])

  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('combobox', { name: 'Disk format of noble.img' })).toHaveValue('qcow2')
  await expect(dialog.getByRole('textbox', { name: 'Min disk for noble.img' })).toHaveValue('4 GB')
  await expect(dialog.getByText('virtual size 3.50 GiB')).toBeVisible()
  await expect(dialog.getByText('differences to another file (/srv/base.qcow2)')).toBeVisible()
  await expect(dialog.getByText('The bytes are raw, not qcow2.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Upload 3 files anyway' })).toBeVisible()

  await dialog.getByRole('button', { name: 'Leave overlay.qcow2 out' }).click()
  await dialog.getByRole('combobox', { name: 'Disk format of really-raw.qcow2' }).click()
  await page.getByRole('option', { name: 'raw', exact: true }).click()
  await dialog.getByRole('button', { name: 'Upload 2 files' }).click()

  const row = page.getByRole('row', { name: /^noble / })
  await expect(row).toContainText('active')
  await row.click()
  await expect(page.getByRole('complementary', { name: 'Selected image' }).getByText('4 GB')).toBeVisible()
})

test('the time of an upload is told by the rate of the one before', async ({ app, opened: page }) => {
  const file = join(app.dir, 'first.raw')
  await writeFile(file, Buffer.alloc(4 * 2 ** 20, 'x'))
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  const dialog = page.getByRole('dialog')

  await dropFiles(page, page.getByRole('main'), [file])
  await expect(dialog.getByRole('button', { name: 'Upload 1 file' })).toBeVisible()
  await expect(dialog.getByText('as the last upload to this cloud')).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Upload 1 file' }).click()
  await expect(page.getByRole('row', { name: /^first active/ })).toBeVisible()
  await expect(page.getByText('No transfers', { exact: true })).toBeVisible()
  await dropFiles(page, page.getByRole('main'), [file])

  await expect(dialog.getByText(/^4\.00 MiB: about \d.* at .*\/s as the last upload/)).toBeVisible()
})

test('a packed file is unpacked on its way up, into the store that was chosen, and both hashes are kept', async ({
  app,
  opened: page,
}) => {
  const packed = gzipSync(qcow2({ virtualSizeBytes: 2 ** 31 }))
  const file = join(app.dir, 'noble.img.gz')
  await writeFile(file, packed)
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()
  await dropFiles(page, page.getByRole('main'), [file])

  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('checkbox', { name: /^Unpack the gz/ })).toBeChecked()
  await expect(dialog.getByRole('combobox', { name: 'Disk format of noble.img.gz' })).toHaveValue('qcow2')
  await dialog.getByRole('combobox', { name: 'Store' }).click()
  await page.getByRole('option', { name: 'archive' }).click()
  await mkdir('test-results/screens', { recursive: true })
  await page.screenshot({ path: 'test-results/screens/upload-unpack.png' })
  await dialog.getByRole('button', { name: 'Upload 1 file' }).click()
  await page.getByRole('button', { name: 'Show transfers' }).click()

  const row = page.getByRole('row').filter({ hasText: 'noble.img.gz' })
  await expect(row).toContainText('verified by sha512')
  await row.getByRole('button', { name: /^Details/ }).click()
  await expect(row).toContainText('sha512 of the packed file')
  await expect(row).toContainText(createHash('sha512').update(packed).digest('hex'))
  await page.keyboard.press('Alt+1')
  await page.getByRole('row', { name: /^noble / }).click()
  await expect(page.getByRole('complementary', { name: 'Selected image' })).toContainText('archive')
})

test('a folder is dropped with all that is in it, each file listed by its path before it starts', async ({
  app,
  opened: page,
}) => {
  const folder = join(app.dir, 'images')
  await mkdir(join(folder, 'old/empty'), { recursive: true })
  await writeFile(join(folder, 'new.qcow2'), qcow2({ virtualSizeBytes: 2 ** 30 }))
  await writeFile(join(folder, 'old/new.qcow2'), qcow2({ virtualSizeBytes: 2 ** 31 }))
  await writeFile(join(folder, 'old/notes.txt'), 'no image')
  const single = join(app.dir, 'single.raw')
  await writeFile(single, Buffer.alloc(4096))
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await page.getByRole('row', { name: /^sample-tiny-qcow2/ }).waitFor()

  await dropFiles(page, page.getByRole('main'), [folder, single])

  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('There is nothing in images/old/empty.')).toBeVisible()
  await expect(dialog.getByRole('combobox', { name: 'Disk format of images/new.qcow2' })).toHaveValue('qcow2')
  await expect(dialog.getByRole('combobox', { name: 'Disk format of images/old/new.qcow2' })).toHaveValue(
    'qcow2',
  )
  await page.screenshot({ path: 'test-results/screens/upload-folder.png' })
  await dialog.getByRole('button', { name: 'Leave images/old/notes.txt out' }).click()
  await dialog.getByRole('button', { name: 'Upload 3 files' }).click()
  await page.getByRole('button', { name: 'Show transfers' }).click()

  await expect(page.getByText('verified by sha512')).toHaveCount(3)
})

/** The first kilobytes of a qcow2 of version 3. */
function qcow2({
  virtualSizeBytes,
  backingFile,
}: {
  virtualSizeBytes: number
  backingFile?: string
}): Buffer {
  const file = Buffer.alloc(64 * 1024)
  file.write('QFI\xfb', 'latin1')
  file.writeUInt32BE(3, 4)
  file.writeUInt32BE(16, 20)
  file.writeBigUInt64BE(BigInt(virtualSizeBytes), 24)
  file.writeUInt32BE(104, 100)
  if (backingFile === undefined) return file
  file.writeBigUInt64BE(512n, 8)
  file.writeUInt32BE(backingFile.length, 16)
  file.write(backingFile, 512, 'latin1')
  return file
}
