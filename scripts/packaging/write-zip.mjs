import { writeFile } from 'node:fs/promises'
import { crc32 } from 'node:zlib'

/**
 * Writes files into a zip archive, uncompressed (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16).
 *
 * @param {string} path
 * @param {{ name: string, bytes: Buffer, mode: number }[]} files
 */
export async function writeZip(path, files) {
  const locals = []
  const entries = []
  let offset = 0
  for (const { name, bytes, mode } of files) {
    const common = commonFields(name, bytes)
    const local = Buffer.concat([uint32(0x04034b50), common, Buffer.from(name), bytes])
    // "Made by" UNIX, whose file mode then is the upper half of the external attributes.
    const madeByUnix = uint16((3 << 8) | 20)
    const noCommentFirstDisk = Buffer.alloc(6)
    const attributes = uint32(((0o100000 | mode) << 16) >>> 0)
    entries.push(
      Buffer.concat([uint32(0x02014b50), madeByUnix, common, noCommentFirstDisk, attributes, uint32(offset)]),
      Buffer.from(name),
    )
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(entries)
  const count = uint16(files.length)
  const end = [
    uint32(0x06054b50),
    uint32(0),
    count,
    count,
    uint32(directory.length),
    uint32(offset),
    uint16(0),
  ]
  await writeFile(path, Buffer.concat([...locals, directory, ...end]))
}

/**
 * What the local header and the directory both say, from "version needed" to "extra field length".
 *
 * @param {string} name
 * @param {Buffer} bytes
 */
function commonFields(name, bytes) {
  const [version, flags, stored, time, date] = [20, 0x0800, 0, 0, 0x21]
  const sizes = [uint32(crc32(bytes)), uint32(bytes.length), uint32(bytes.length)]
  const words = [version, flags, stored, time, date].map(uint16)
  return Buffer.concat([...words, ...sizes, uint16(Buffer.byteLength(name)), uint16(0)])
}

/** @param {number} value */
function uint16(value) {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

/** @param {number} value */
function uint32(value) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
