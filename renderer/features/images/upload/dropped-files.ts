/** Files that were dropped or picked. Folders are counted and left out: an image is one file. */
export interface DroppedFiles {
  readonly files: readonly File[]
  readonly folderCount: number
}

export function takeDropped(data: DataTransfer): DroppedFiles {
  const entries = [...data.items]
    .filter((item) => item.kind === 'file')
    .map((item) => ({ file: item.getAsFile(), isFolder: item.webkitGetAsEntry()?.isDirectory === true }))
  return {
    files: entries.flatMap(({ file, isFolder }) => (file === null || isFolder ? [] : [file])),
    folderCount: entries.filter(({ isFolder }) => isFolder).length,
  }
}

/** How many files hang on the pointer; nothing more is told before they are dropped. */
export function countDragged(data: DataTransfer | null): number {
  return [...(data?.items ?? [])].filter((item) => item.kind === 'file').length
}
