import { type FileHandle, open, statfs, unlink } from 'node:fs/promises'
import { basename, dirname } from 'node:path'

import { AppError } from '../../../../shared/errors.ts'
import type { ExchangeHead } from '../exchange.ts'
import type { AnswerSink } from './answer-sink.ts'

/** Writes an answer's body to a file that only its owner may read. The file of a failed answer is removed. */
export function createFileSink(path: string): AnswerSink {
  let opening: Promise<AnswerFile> | null = null
  let file: AnswerFile | null = null
  let sizeBytes = 0
  return {
    async start(head) {
      opening = openAnswerFile(path, head)
      file = await opening
    },
    write(chunk) {
      sizeBytes += chunk.length
      return file?.write(chunk)
    },
    async finish() {
      await file?.close()
      return { kind: 'file', path, sizeBytes }
    },
    async abandon() {
      await opening?.then(
        (opened) => opened.remove(),
        () => {},
      )
    },
  }
}

/** How much is gathered before one call writes it; twice that is what waits in memory at most. */
const batchBytes = 1024 * 1024

class AnswerFile {
  readonly #handle: FileHandle
  readonly #fail: (error: unknown) => Promise<never>
  readonly #path: string
  #batch: Uint8Array[] = []
  #batchedBytes = 0
  #writing: Promise<void> = Promise.resolve()

  constructor(handle: FileHandle, path: string, fail: (error: unknown) => Promise<never>) {
    this.#handle = handle
    this.#path = path
    this.#fail = fail
  }

  /** Gives a promise once the batch is full: for the batch before it, so that disk and wire work side by side. */
  write(chunk: Uint8Array): Promise<void> | void {
    this.#batch.push(chunk)
    this.#batchedBytes += chunk.length
    if (this.#batchedBytes >= batchBytes) return this.#flush()
  }

  async close(): Promise<void> {
    await this.#flush()
    await this.#writing
    await this.#handle.close().catch(this.#fail)
  }

  async remove(): Promise<void> {
    await this.#writing.catch(() => {})
    const isFile = await this.#handle.stat().then(
      (found) => found.isFile(),
      () => false,
    )
    await this.#handle.close()
    if (isFile) await unlink(this.#path).catch(() => {})
  }

  #flush(): Promise<void> {
    const batch = this.#batch
    const before = this.#writing
    this.#batch = []
    this.#batchedBytes = 0
    this.#writing = before.then(() => writeAll(this.#handle, batch)).catch(this.#fail)
    // Whoever writes next, or closes, gets the failure.
    this.#writing.catch(() => {})
    return before
  }
}

async function openAnswerFile(path: string, head: ExchangeHead): Promise<AnswerFile> {
  const fail = async (error: unknown): Promise<never> => {
    throw await writeError(error, path, head.contentLengthBytes)
  }
  return new AnswerFile(await open(path, 'w', 0o600).catch(fail), path, fail)
}

/** The system may take less than it is given. */
async function writeAll(handle: FileHandle, batch: readonly Uint8Array[]): Promise<void> {
  let rest = batch.filter((chunk) => chunk.length > 0)
  while (rest.length > 0) {
    let { bytesWritten } = await handle.writev(rest)
    rest = rest.flatMap((chunk) => {
      const skipped = Math.min(bytesWritten, chunk.length)
      bytesWritten -= skipped
      return skipped === chunk.length ? [] : [chunk.subarray(skipped)]
    })
  }
}

async function writeError(error: unknown, path: string, neededBytes: number | null): Promise<unknown> {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error
  const name = basename(path)
  if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT')
    return new AppError('FILE_UNWRITABLE', { name, detail: String(error.code) }, { cause: error })
  const freeBytes = await statfs(dirname(path)).then(
    (disk) => disk.bavail * disk.bsize,
    () => null,
  )
  return new AppError('DISK_FULL', { name, neededBytes, freeBytes }, { cause: error })
}
