/** Files that were dropped or picked, those in folders included, however deep. */
export interface DroppedFiles {
  readonly files: readonly File[]
  /** Where in a dropped folder a file lies, for those that lie in one. */
  readonly paths: ReadonlyMap<File, string>
  /** What of the drop is not among the files, and why. */
  readonly notes: readonly DropNote[]
}

export type DropNote =
  | { readonly kind: 'too-many'; readonly most: number }
  | { readonly kind: 'unreadable'; readonly path: string }
  | { readonly kind: 'empty'; readonly path: string }

/** More than an operator looks through before the start; a folder may hold a whole disk. */
const mostFiles = 200

/** What a drop holds has to be asked for in its event; the folders among it are read afterwards. */
export async function takeDropped(data: DataTransfer): Promise<DroppedFiles> {
  const items = [...data.items]
    .filter((item) => item.kind === 'file')
    .map((item) => ({ file: item.getAsFile(), entry: item.webkitGetAsEntry() }))
  const walk = createWalk()
  for (const { file, entry } of items) {
    if (entry?.isDirectory) await walk.into(entry as FileSystemDirectoryEntry)
    else if (file) walk.take(file, null)
  }
  return walk.found()
}

export function pickedFiles(files: readonly File[]): DroppedFiles {
  return { files, paths: new Map(), notes: [] }
}

/** How many files hang on the pointer; nothing more is told before they are dropped. */
export function countDragged(data: DataTransfer | null): number {
  return [...(data?.items ?? [])].filter((item) => item.kind === 'file').length
}

function createWalk() {
  const files: File[] = []
  const paths = new Map<File, string>()
  const notes: DropNote[] = []
  let isFull = false

  return { into, take, found: (): DroppedFiles => ({ files, paths, notes }) }

  async function into(folder: FileSystemDirectoryEntry): Promise<void> {
    const path = folder.fullPath.slice(1)
    try {
      const entries = await entriesOf(folder)
      if (entries.length === 0) notes.push({ kind: 'empty', path })
      for (const entry of entries.toSorted(byKindAndName)) {
        if (isFull) return
        if (entry.isDirectory) await into(entry as FileSystemDirectoryEntry)
        else await takeEntry(entry as FileSystemFileEntry)
      }
    } catch {
      notes.push({ kind: 'unreadable', path })
    }
  }

  async function takeEntry(entry: FileSystemFileEntry): Promise<void> {
    const path = entry.fullPath.slice(1)
    try {
      take(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)), path)
    } catch {
      notes.push({ kind: 'unreadable', path })
    }
  }

  function take(file: File, path: string | null): void {
    if (files.length < mostFiles) {
      files.push(file)
      if (path !== null) paths.set(file, path)
    } else if (!isFull) {
      isFull = true
      notes.push({ kind: 'too-many', most: mostFiles })
    }
  }
}

/** A reader gives some at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return entries
    entries.push(...some)
  }
}

function byKindAndName(one: FileSystemEntry, other: FileSystemEntry): number {
  return Number(one.isDirectory) - Number(other.isDirectory) || one.name.localeCompare(other.name)
}
