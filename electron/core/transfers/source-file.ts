import { type FileHandle, open } from 'node:fs/promises'
import type { Readable } from 'node:stream'

import { AppError } from '../../../shared/errors.ts'
import type { FileIdentity, FileRegistry } from '../files/file-registry.ts'
import { type ByteFeed, feedFromChunks } from './byte-feed.ts'
import { identify, isSameFile } from './file-identity.ts'
import type { UploadPlan } from './transfer-plan.ts'

/** A file about to go up, as it was when it was looked at. */
export interface SourceFile {
  readonly name: string
  readonly sizeBytes: number
  /** Null for a file that a page holds: its browser sees to it. */
  readonly identity: FileIdentity | null
  /** Starts at offset 0, each time. */
  open(signal: AbortSignal): Promise<ByteFeed>
  /** Throws FILE_GONE or FILE_CHANGED if the file is no longer what was looked at. */
  check(): Promise<void>
}

type Source = UploadPlan['source']

/** Looks at the file now. Throws FILE_GONE, FILE_UNREADABLE, or FILE_LOST for one that no page holds any more. */
export async function lookAtSource(files: FileRegistry, source: Source): Promise<SourceFile> {
  return source.heldBy === 'host' ? await lookAtPath(source) : heldByPage(files, source)
}

async function lookAtPath({ path, name }: Extract<Source, { heldBy: 'host' }>): Promise<SourceFile> {
  const asItWas = await readable(name, () => identify(path))
  const check = async () => {
    const asItIs = await readable(name, () => identify(path))
    if (isSameFile(asItIs, asItWas)) return
    const [expectedBytes, actualBytes] = [asItWas.sizeBytes, asItIs.sizeBytes]
    throw new AppError('FILE_CHANGED', { name, expectedBytes, actualBytes })
  }
  return {
    name,
    sizeBytes: asItWas.sizeBytes,
    identity: asItWas,
    check,
    async open() {
      const file = await readable(name, () => open(path))
      try {
        await check()
      } catch (error) {
        await file.close()
        throw error
      }
      return feedFromFile(name, file)
    },
  }
}

function feedFromFile(name: string, file: FileHandle): ByteFeed {
  let position = 0
  return {
    async fill(target) {
      let filled = 0
      while (filled < target.length) {
        const at = position + filled
        const { bytesRead } = await readable(name, () =>
          file.read(target, filled, target.length - filled, at),
        )
        if (bytesRead === 0) break
        filled += bytesRead
      }
      position += filled
      return filled
    },
    close: () => file.close(),
  }
}

function heldByPage(files: FileRegistry, source: Extract<Source, { heldBy: 'page' }>): SourceFile {
  const held = findHeld(files, source)
  const { name, sizeBytes } = source
  return {
    name,
    sizeBytes,
    identity: null,
    // The browser refuses to send a file that has changed; the size is checked as the bytes arrive.
    check: async () => {},
    open: async (signal) => feedFromStream(name, await held.open(signal)),
  }
}

function findHeld(files: FileRegistry, { handle, name }: Extract<Source, { heldBy: 'page' }>) {
  const held = files.holds(handle) ? files.find(handle) : null
  if (held?.heldBy !== 'page') throw new AppError('FILE_LOST', { name })
  return held
}

function feedFromStream(name: string, stream: Readable): ByteFeed {
  return feedFromChunks(heldChunks(name, stream), async () => void stream.destroy())
}

/** A stream that breaks is a page that was closed, or whose connection was. */
async function* heldChunks(name: string, stream: Readable): AsyncGenerator<Buffer, void> {
  try {
    yield* stream as AsyncIterable<Buffer>
  } catch (error) {
    throw new AppError('FILE_LOST', { name }, { cause: error })
  }
}

async function readable<Value>(name: string, attempt: () => Promise<Value>): Promise<Value> {
  try {
    return await attempt()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (typeof code !== 'string') throw error
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new AppError('FILE_GONE', { name }, { cause: error })
    throw new AppError('FILE_UNREADABLE', { name, detail: code }, { cause: error })
  }
}
