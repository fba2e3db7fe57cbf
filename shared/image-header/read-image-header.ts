import { type ImageHeader, headerOf, type ReadBytes } from './image-header.ts'
import { readPlainDisk } from './read-plain-disk.ts'
import { readQcow2 } from './read-qcow2.ts'
import { readVhd, vhdFooterBytes } from './read-vhd.ts'
import { readVhdx } from './read-vhdx.ts'
import { readVmdk } from './read-vmdk.ts'
import { readPacked, readSmallFormats } from './small-formats.ts'

const headBytes = 64 * 1024

/**
 * Tells what a file is from its own bytes: at most a few reads of 64 KiB or less, however large the file. A file
 * that is damaged or cut off is told as far as it can be read.
 */
export async function readImageHeader(read: ReadBytes, sizeBytes: number): Promise<ImageHeader> {
  const head = await readPadded(read, 0, headBytes)
  const read64k: ReadBytes = (offset, length) => readPadded(read, offset, Math.min(length, headBytes))
  const tail =
    sizeBytes < vhdFooterBytes ? null : await readPadded(read, sizeBytes - vhdFooterBytes, vhdFooterBytes)

  return (
    readQcow2(head) ??
    (await readVmdk(head, read64k)) ??
    (await readVhdx(head, read64k)) ??
    readVhd(head, tail) ??
    readSmallFormats(head, sizeBytes) ??
    readPacked(head) ??
    readPlainDisk(head, sizeBytes) ??
    headerOf('raw', { virtualSizeBytes: sizeBytes })
  )
}

/** Always as long as asked for, so that a parser need not ask at each field whether the file goes on. */
async function readPadded(read: ReadBytes, offset: number, length: number): Promise<Uint8Array> {
  const padded = new Uint8Array(length)
  padded.set((await read(offset, length)).subarray(0, length))
  return padded
}
