import type { FileHandle, FileWanted } from '../../shared/model/file-handle.ts'
import type { Client } from '../lib/api.ts'

type FilesClient = Client['files']

/**
 * Files that this page holds because a browser tells nobody where they lie. The host asks for the bytes when it
 * needs them, perhaps more than once, and the browser streams them from disk.
 */
export class PageFiles {
  readonly #files: FilesClient
  readonly #put: typeof fetch
  readonly #held = new Map<string, File>()

  constructor(files: FilesClient, put: typeof fetch) {
    this.#files = files
    this.#put = put
  }

  async take(file: File): Promise<FileHandle> {
    const handle = await this.#files.announce({ name: file.name, sizeBytes: file.size })
    this.#held.set(handle.handle, file)
    return handle
  }

  holdsAny(): boolean {
    return this.#held.size > 0
  }

  /** Sends what the host asks for, until the connection ends. Every page hears every question: others hold the rest. */
  async answer(): Promise<void> {
    for await (const wanted of await this.#files.wanted()) {
      const file = this.#held.get(wanted.handle)
      if (file) void this.#send(wanted, file)
    }
  }

  async #send({ ticket, handle }: FileWanted, file: File): Promise<void> {
    try {
      await this.#put(`/upload/${encodeURIComponent(ticket)}`, { method: 'PUT', body: file })
    } catch {
      // The reader may have given up, which it knows. A file that cannot be read any more, it does not.
      if (await isReadable(file)) return
      this.#held.delete(handle)
      await this.#files.forget({ handle }).catch(() => {})
    }
  }
}

async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer()
    return true
  } catch {
    return false
  }
}
