import { execFile } from 'node:child_process'
import { mkdtemp, open, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { ImageHeader } from '../../../shared/image-header/image-header.ts'
import { readImageHeader } from '../../../shared/image-header/read-image-header.ts'

const run = promisify(execFile)
const sizeBytes = 3 * 2 ** 30
const hasQemu = await run('qemu-img', ['--version']).then(
  () => true,
  () => false,
)
let dir = ''

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-headers-'))
})

afterAll(async () => {
  await rm(dir, { recursive: true })
})

test.skipIf(!hasQemu).each([
  ['qcow2', [], { format: 'qcow2', subtype: '3' }],
  ['qcow2', ['-o', 'compat=0.10'], { format: 'qcow2', subtype: '2' }],
  ['qcow2', ['-o', 'extended_l2=on'], { format: 'qcow2', hasUnknownFeatures: false }],
  ['qed', [], { format: 'qed' }],
  ['vmdk', [], { format: 'vmdk', subtype: 'monolithicSparse' }],
  ['vmdk', ['-o', 'subformat=streamOptimized'], { format: 'vmdk', subtype: 'streamOptimized' }],
  ['vpc', ['-o', 'force_size=on'], { format: 'vhd', subtype: 'dynamic' }],
  ['vpc', ['-o', 'subformat=fixed,force_size=on'], { format: 'vhd', subtype: 'fixed' }],
  ['vhdx', [], { format: 'vhdx' }],
  ['vdi', [], { format: 'vdi' }],
  ['raw', [], { format: 'raw', partitionTable: null }],
])('reads what qemu-img makes as %s %j', async (format, options, expected) => {
  const path = await create(`disk-${Math.random()}`, format, options)

  const header = await inspect(path)

  expect(header).toMatchObject({
    ...expected,
    virtualSizeBytes: sizeBytes,
    backingFile: null,
    dataFile: null,
  })
})

test.skipIf(!hasQemu)('finds the file that a qcow2 is only the difference to', async () => {
  await create('base.qcow2', 'qcow2', [])
  const path = join(dir, 'overlay.qcow2')
  await run('qemu-img', ['create', '-q', '-f', 'qcow2', '-b', 'base.qcow2', '-F', 'qcow2', path], {
    cwd: dir,
  })

  expect(await inspect(path)).toMatchObject({ backingFile: 'base.qcow2', virtualSizeBytes: sizeBytes })
})

test.skipIf(!hasQemu)('finds the file that holds the data of a qcow2', async () => {
  const path = join(dir, 'index.qcow2')
  const options = 'data_file=payload.raw,data_file_raw=on'
  await run('qemu-img', ['create', '-q', '-f', 'qcow2', '-o', options, path, String(sizeBytes)], { cwd: dir })

  expect(await inspect(path)).toMatchObject({ dataFile: 'payload.raw', backingFile: null })
})

test.skipIf(!hasQemu)('knows a vmdk that is only the description of a flat file', async () => {
  const path = await create('flat.vmdk', 'vmdk', ['-o', 'subformat=monolithicFlat'])

  expect(await inspect(path)).toMatchObject({
    format: 'vmdk',
    subtype: 'monolithicFlat',
    dataFile: 'flat-flat.vmdk',
  })
})

test.skipIf(!hasQemu)('knows LUKS, and subtracts the header from its size', async () => {
  const path = join(dir, 'secret.luks')
  const secret = ['--object', 'secret,id=s,data=passphrase', '-o', 'key-secret=s,iter-time=10']
  await run('qemu-img', ['create', '-q', '-f', 'luks', ...secret, path, String(sizeBytes)])

  expect(await inspect(path)).toMatchObject({
    format: 'luks',
    isEncrypted: true,
    virtualSizeBytes: sizeBytes,
  })
})

test('reads a few pages only, of however large a file', async () => {
  const path = join(dir, 'huge.raw')
  await writeFile(path, '')
  await truncate(path, 2 ** 40)
  let readBytes = 0

  await inspect(path, (length) => (readBytes += length))

  expect(readBytes).toBeLessThanOrEqual(64 * 1024 + 512)
})

async function create(name: string, format: string, options: readonly string[]): Promise<string> {
  const path = join(dir, name)
  await run('qemu-img', ['create', '-q', '-f', format, ...options, path, String(sizeBytes)])
  return path
}

async function inspect(path: string, onRead?: (length: number) => void): Promise<ImageHeader> {
  const file = await open(path)
  try {
    const { size } = await stat(path)
    return await readImageHeader(async (offset, length) => {
      onRead?.(length)
      const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, offset)
      return buffer.subarray(0, bytesRead)
    }, size)
  } finally {
    await file.close()
  }
}
