import { type FileHandle, open, stat } from 'node:fs/promises'

import { AppError } from '../../../../shared/errors.ts'

/** What the operator chose, and what it was when they did. */
export interface FileToRead {
  readonly path: string
  readonly name: string
  readonly sizeBytes: number
}

/** Throws FILE_GONE, FILE_UNREADABLE, or FILE_CHANGED if the size is another than when the file was chosen. */
export async function checkFile(file: FileToRead): Promise<void> {
  const found = await stat(file.path).catch((error: unknown) => {
    throw readError(error, file.name)
  })
  if (!found.isFile()) throw new AppError('FILE_UNREADABLE', { name: file.name, detail: 'not a file' })
  if (found.size !== file.sizeBytes) throw changed(file, found.size)
}

/**
 * Yields a file in chunks of 1 MiB, each valid until the next is asked for. One chunk is read ahead while the other is
 * on its way. Before the last chunk the file must still be the one that was opened: a server never gets a whole body
 * that is a mixture. Throws FILE_GONE, FILE_CHANGED or FILE_UNREADABLE.
 */
export async function* readFileChunks(file: FileToRead): AsyncGenerator<Uint8Array, void> {
  const handle = await open(file.path, 'r').catch((error: unknown) => {
    throw readError(error, file.name)
  })
  try {
    yield* chunksOf(handle, file)
  } finally {
    // Waits for the chunk that is being read ahead.
    await handle.close()
  }
}

const chunkBytes = 1024 * 1024

async function* chunksOf(handle: FileHandle, file: FileToRead): AsyncGenerator<Uint8Array, void> {
  const opened = await handle.stat()
  const size = Math.min(chunkBytes, Math.max(file.sizeBytes, 1))
  let [filling, spare] = [newBuffer(size), newBuffer(size)]
  let ahead = readChunk(handle, filling, 0, file)
  for (let position = 0; position < file.sizeBytes; ) {
    const chunk = await ahead
    position += chunk.length
    if (chunk.length === 0 || position > file.sizeBytes) throw changed(file, (await handle.stat()).size)
    if (position === file.sizeBytes) await checkUnchanged(file, opened)
    else {
      ;[filling, spare] = [spare, filling]
      ahead = readChunk(handle, filling, position, file)
      // It is awaited in the next round; leaving before that must not make a failure of it unhandled.
      ahead.catch(() => {})
    }
    yield chunk
  }
}

/**
 * A large buffer begins 16 bytes into a page of memory, and a file at the start of one. On some processors the system
 * copies four times slower between two places so nearly alike, so the bytes are put a little further on.
 */
function newBuffer(sizeBytes: number): Buffer {
  const shiftBytes = 512
  return Buffer.allocUnsafeSlow(shiftBytes + sizeBytes).subarray(shiftBytes)
}

async function readChunk(
  handle: FileHandle,
  into: Buffer,
  position: number,
  { name }: FileToRead,
): Promise<Uint8Array> {
  try {
    const { bytesRead } = await handle.read(into, 0, into.length, position)
    return into.subarray(0, bytesRead)
  } catch (error) {
    throw readError(error, name)
  }
}

/** The path must still lead to the same bytes: not removed, not replaced, not written to. */
async function checkUnchanged(file: FileToRead, opened: { ino: number; mtimeMs: number }): Promise<void> {
  const found = await stat(file.path).catch((error: unknown) => {
    throw readError(error, file.name)
  })
  const isSame = found.size === file.sizeBytes && found.ino === opened.ino && found.mtimeMs === opened.mtimeMs
  if (!isSame) throw changed(file, found.size)
}

function changed({ name, sizeBytes }: FileToRead, actualBytes: number): AppError {
  return new AppError('FILE_CHANGED', { name, expectedBytes: sizeBytes, actualBytes })
}

function readError(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'ENOENT') return new AppError('FILE_GONE', { name }, { cause: error })
  return new AppError('FILE_UNREADABLE', { name, detail: String(error.code) }, { cause: error })
}
