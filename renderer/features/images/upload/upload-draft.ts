/** What an uploaded file is to become. */
export interface UploadDraft {
  readonly name: string
  /** Null while it is not known: the same extension can hold different formats, and guessing wrong costs an upload. */
  readonly diskFormat: string | null
  readonly isCompressed: boolean
}

/** What a file's name tells about the image in it. */
export function draftFromFileName(fileName: string): UploadDraft {
  const extension = extensionOf(fileName)
  return {
    name: extension === '' ? fileName : fileName.slice(0, -extension.length - 1),
    diskFormat: certain.has(extension) ? extension : null,
    isCompressed: compressed.has(extension),
  }
}

// ".img" is qcow2 at one distribution and raw at another, so it is not here.
const certain: ReadonlySet<string> = new Set([
  'qcow2',
  'iso',
  'vmdk',
  'vdi',
  'vhd',
  'vhdx',
  'raw',
  'ploop',
  'ami',
  'aki',
  'ari',
])
const compressed: ReadonlySet<string> = new Set(['gz', 'xz', 'bz2', 'zst', 'zip', '7z', 'lz4'])

// In "ubuntu-24.04" the part after the point is a version.
function extensionOf(fileName: string): string {
  return /[^.]\.([a-z][a-z0-9]{0,5}|7z)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
}
