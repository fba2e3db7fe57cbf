import type { Readable } from 'node:stream'

import type { FileHandle, FileWanted } from '../../../shared/model/file-handle.ts'

/** By what a file is known again: equal identities are the same file with the same bytes, as far as anyone can see. */
export interface FileIdentity {
  readonly sizeBytes: number
  readonly mtimeMs: number
  readonly inode: number
}

/** A file behind a handle, as the host can use it. `identity`: as it was when it was chosen. */
export type HeldFile =
  | { heldBy: 'host'; name: string; sizeBytes: number; path: string; identity: FileIdentity }
  /** `open` asks the page for the bytes; each call asks anew. Throws FILE_LOST when no page holds it any more. */
  | { heldBy: 'page'; name: string; sizeBytes: number; open(signal: AbortSignal): Promise<Readable> }

/**
 * Files that the operator chose, by opaque handle: paths do not cross to the page, and the host opens no path that
 * nobody chose.
 */
export interface FileRegistry {
  /** A file to read that a native dialog, a drop or a cURL line named. Throws FILE_GONE or FILE_UNREADABLE. */
  addPath(path: string, signal: AbortSignal): Promise<FileHandle>
  /** A file to write that a native dialog named; it need not exist. */
  addTarget(path: string): FileHandle
  /** The path behind a handle of `addTarget`. Throws FILE_LOST. */
  target(handle: string): string
  announce(file: { name: string; sizeBytes: number }): FileHandle
  forget(handle: string): void
  holds(handle: string): boolean
  /** Throws FILE_LOST for a handle that is not known. */
  find(handle: string): HeldFile
  /** What the pages are asked to send, for as long as one listens. */
  wanted(signal: AbortSignal): AsyncGenerator<FileWanted, void>
  /** The page answers a ticket with bytes. Resolves when they were all read; rejects if the reader gave up. */
  deliver(ticket: string, bytes: Readable): Promise<void>
}
