/** A plain file of an archive. */
export interface ArchivedFile {
  /** With slashes, relative. */
  readonly name: string
  readonly bytes: Buffer
}

const blockBytes = 512

/** A tar archive (POSIX ustar) of plain files, for their owner alone. Names are at most 100 bytes. */
export function packTar(files: readonly ArchivedFile[]): Buffer {
  const parts = files.flatMap(({ name, bytes }) => [
    headerOf(name, bytes.length),
    bytes,
    Buffer.alloc(-bytes.length & (blockBytes - 1)),
  ])
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)])
}

/** Null for bytes that are not such an archive, or that hold anything but plain files: links, devices, folders. */
export function unpackTar(archive: Buffer): ArchivedFile[] | null {
  const files: ArchivedFile[] = []
  for (let at = 0; at + blockBytes <= archive.length; ) {
    const header = archive.subarray(at, at + blockBytes)
    if (header.every((byte) => byte === 0)) return files
    const sizeBytes = readNumber(header, 124, 12)
    const isPlain = header[156] === 0x30 && textOf(header, 345, 155) === ''
    if (!isPlain || sizeBytes === null || readNumber(header, 148, 8) !== sumOf(header)) return null
    const start = at + blockBytes
    if (start + sizeBytes > archive.length) return null
    files.push({ name: textOf(header, 0, 100), bytes: archive.subarray(start, start + sizeBytes) })
    at = start + Math.ceil(sizeBytes / blockBytes) * blockBytes
  }
  return null
}

function headerOf(name: string, sizeBytes: number): Buffer {
  const header = Buffer.alloc(blockBytes)
  if (header.write(name, 0, 100, 'utf8') !== Buffer.byteLength(name)) throw new Error(`too long: ${name}`)
  header.write('0000600\0', 100, 'latin1')
  header.write('0000000\0'.repeat(2), 108, 'latin1')
  header.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  header.write(`${'0'.repeat(11)}\0`, 136, 'latin1')
  header.write('0', 156, 'latin1')
  header.write('ustar\u000000', 257, 'latin1')
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return header
}

/** Of all bytes, with blanks where the sum itself stands. */
function sumOf(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0)
}

function readNumber(header: Buffer, at: number, length: number): number | null {
  const text = textOf(header, at, length).trim()
  return /^[0-7]{1,11}$/.test(text) ? Number.parseInt(text, 8) : null
}

function textOf(header: Buffer, at: number, length: number): string {
  const field = header.subarray(at, at + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}
