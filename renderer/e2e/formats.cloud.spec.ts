import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { dropFiles } from './drop-files.ts'
import { readRealCloud, signInByImport } from './real-cloud.ts'
import { expect, test } from './served-app.ts'
import { openstack } from './witness.ts'

const cloud = readRealCloud()
const virtualBytes = 64 * 2 ** 20

// How qemu-img is told to make each, and the disk format of the Image API for it.
const kinds = [
  { name: 'qcow2', disk: 'qcow2', qemu: ['qcow2'] },
  { name: 'vmdk', disk: 'vmdk', qemu: ['vmdk', '-o', 'subformat=streamOptimized'] },
  { name: 'vhd', disk: 'vhd', qemu: ['vpc', '-o', 'force_size'] },
  { name: 'fixed-vhd', disk: 'vhd', qemu: ['vpc', '-o', 'subformat=fixed,force_size'] },
  { name: 'vhdx', disk: 'vhdx', qemu: ['vhdx'] },
  { name: 'vdi', disk: 'vdi', qemu: ['vdi'] },
]
/** What the cloud takes as raw: it has no name for the other two. */
const others = [
  { name: 'raw', disk: 'raw' },
  { name: 'gpt', disk: 'raw' },
  { name: 'luks', disk: 'raw' },
  { name: 'iso', disk: 'iso' },
]

test('files of every format that qemu-img makes are known by their bytes, and Glance says the same of them', async ({
  app,
  opened: page,
}) => {
  test.setTimeout(240_000)
  const batch = `fmt-${crypto.randomUUID().slice(0, 8)}`
  const source = join(app.dir, 'source.raw')
  writeFileSync(source, partitioned())
  // Every one of them ends in .img: only the bytes can tell.
  const path = (name: string) => join(app.dir, `${batch}-${name}.img`)
  for (const { name, qemu } of kinds) {
    execFileSync('qemu-img', ['convert', '-f', 'raw', '-O', ...qemu, source, path(name)])
  }
  writeFileSync(path('raw'), partitioned())
  writeFileSync(path('iso'), iso())
  writeFileSync(path('gpt'), gpt())
  const passphrase = ['--object', 'secret,id=key,data=correct-horse', '-o', 'key-secret=key,iter-time=10']
  execFileSync('qemu-img', ['create', '-q', '-f', 'luks', ...passphrase, path('luks'), '1M'])
  const files = [...kinds, ...others]
  await signInByImport(page, cloud)
  await page.getByRole('button', { name: 'Images', exact: true }).click()
  await page.getByRole('button', { name: 'Upload…' }).waitFor()
  await page.getByRole('searchbox', { name: /^Filter images/ }).fill(batch)

  await dropFiles(
    page,
    page.getByRole('main'),
    files.map(({ name }) => path(name)),
  )

  const dialog = page.getByRole('dialog')
  for (const { name, disk } of files) {
    const format = dialog.getByRole('combobox', { name: `Disk format of ${batch}-${name}.img` })
    await expect(format).toHaveValue(disk)
  }
  // This Glance takes it; one that looks into the bytes would not find the VHD.
  await expect(dialog.getByRole('note')).toContainText('A fixed VHD begins like a plain disk')
  await dialog.getByRole('button', { name: /^Upload 10 files/ }).click()
  for (const { name, disk } of files) {
    const row = page.getByRole('row', { name: new RegExp(`^${batch}-${name} `) })
    await expect(row).toContainText('active', { timeout: 60_000 })
    await expect(row.getByRole('gridcell', { name: disk, exact: true })).toBeVisible()
  }
  const listed = (await openstack(cloud, ['image', 'list', '--private', '--long'])) as Listed[]
  const ours = listed.filter(({ Name }) => Name.startsWith(batch))
  expect(Object.fromEntries(ours.map((one) => [one.Name, one['Disk Format']]))).toEqual(
    Object.fromEntries(files.map(({ name, disk }) => [`${batch}-${name}`, disk])),
  )
  await deleteAll(page, files.length)
})

interface Listed {
  readonly Name: string
  readonly 'Disk Format': string
}

async function deleteAll(page: Page, count: number): Promise<void> {
  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: `Do it to ${count} images` }).click()
  await expect(page.getByText(`Ended: ${count} done, 0 failed, 0 not done`)).toBeVisible({ timeout: 30_000 })
}

/** A disk with an MBR of one partition, and something in it. */
function partitioned(): Buffer {
  const disk = Buffer.alloc(virtualBytes)
  randomBytes(2 ** 20).copy(disk, 2 ** 20)
  disk.set([0x80, 0, 2, 0, 0x83, 0, 0, 0], 446)
  disk.writeUInt32LE(2048, 454)
  disk.writeUInt32LE(virtualBytes / 512 - 2048, 458)
  disk.set([0x55, 0xaa], 510)
  return disk
}

/** The mark of a GUID partition table (UEFI 2.10, section 5.3), and nothing in it. */
function gpt(): Buffer {
  const disk = Buffer.alloc(2 ** 20)
  disk.write('EFI PART', 512)
  return disk
}

/** The volume descriptors of an ISO 9660 (ECMA-119, section 8), and nothing on it. */
function iso(): Buffer {
  const volume = Buffer.alloc(2 ** 20)
  volume.set([1, ...Buffer.from('CD001'), 1], 16 * 2048)
  volume.writeUInt32LE(volume.length / 2048, 16 * 2048 + 80)
  volume.writeUInt16LE(2048, 16 * 2048 + 128)
  volume.set([255, ...Buffer.from('CD001'), 1], 17 * 2048)
  return volume
}
