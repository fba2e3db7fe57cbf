import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'

import { headBytes } from './qcow2.ts'

export interface ReceivedData {
  readonly sizeBytes: number
  readonly md5: string
  readonly sha512: string
  /** The first bytes, to tell the format by. */
  readonly head: Buffer
}

/** Writes a body to a file and hashes it on the way. No more is read from the socket than was written. */
export async function receiveData(body: Readable, path: string): Promise<ReceivedData> {
  const md5 = createHash('md5')
  const sha512 = createHash('sha512')
  let head: Buffer = Buffer.alloc(0)
  let sizeBytes = 0
  const file = await open(path, 'w')
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      if (head.length < headBytes) head = Buffer.concat([head, chunk]).subarray(0, headBytes)
      const written = file.writeFile(chunk)
      md5.update(chunk)
      sha512.update(chunk)
      await written
      sizeBytes += chunk.length
    }
  } finally {
    await file.close()
  }
  return { sizeBytes, md5: md5.digest('hex'), sha512: sha512.digest('hex'), head }
}
