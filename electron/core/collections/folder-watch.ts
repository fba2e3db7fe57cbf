import { type FSWatcher, watch } from 'node:fs'
import { basename, join, sep } from 'node:path'

/** Long enough for a checkout to end, short enough not to be noticed. */
const quietMs = 150

interface WatchParts {
  /** Told of every change in a folder, of a burst of them once. */
  onChange(): void
  log(line: string): void
}

/**
 * Watches the folders of a collection, each by itself: the system then tells of every file in them, and ten thousand
 * files cost no more than the hundred folders that they lie in.
 */
export class FolderWatch {
  readonly #parts: WatchParts
  readonly #watchers = new Map<string, FSWatcher>()
  #timer: NodeJS.Timeout | null = null
  #isClosed = false
  #hasFailed = false

  constructor(parts: WatchParts) {
    this.#parts = parts
  }

  /** To be called before the folder is read, so that nothing happens in between. One that is not there is passed over. */
  add(dir: string): void {
    if (this.#isClosed || this.#watchers.has(dir)) return
    try {
      const watcher = watch(dir, (type, name) => this.#hear(dir, type, name))
      this.#watchers.set(dir, watcher)
      watcher.on('error', () => {
        this.#drop(dir)
        this.#tellSoon()
      })
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
      if (!this.#hasFailed) this.#parts.log(`${dir} is not watched: ${String(error)}`)
      this.#hasFailed = true
    }
  }

  /** No other folder than these is watched any more. */
  retain(dirs: ReadonlySet<string>): void {
    for (const dir of this.#watchers.keys()) if (!dirs.has(dir)) this.#close(dir)
  }

  close(): void {
    this.#isClosed = true
    if (this.#timer) clearTimeout(this.#timer)
    this.retain(new Set())
  }

  #hear(dir: string, type: string, name: string | null): void {
    if (name !== null && isOfOthers(name)) return
    // What came or went may be a folder, which then is another one, and watched no more; or this folder itself.
    if (name !== null && type === 'rename') {
      this.#drop(join(dir, name))
      if (name === basename(dir)) this.#drop(dir)
    }
    this.#tellSoon()
  }

  #tellSoon(): void {
    if (this.#isClosed) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#parts.onChange(), quietMs)
  }

  /** With all that is inside. Whoever reads it again adds it again. */
  #drop(dir: string): void {
    if (!this.#watchers.has(dir)) return
    for (const known of this.#watchers.keys())
      if (known === dir || known.startsWith(dir + sep)) this.#close(known)
  }

  #close(dir: string): void {
    this.#watchers.get(dir)?.close()
    this.#watchers.delete(dir)
  }
}

/** Names that begin with a dot are of other tools; those of a half-written file are ours. */
function isOfOthers(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || name.includes('.tmp-')
}
