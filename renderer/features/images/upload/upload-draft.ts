import type { ImageHeader } from '../../../../shared/image-header/image-header.ts'
import { diskFormatFor, minDiskGbFor } from '../../../../shared/image-header/judge-upload.ts'
import type { PackFormat } from '../../../../shared/model/pack-format.ts'
import type { FileLook } from './look-at-file.ts'

/** What an uploaded file is to become. */
export interface UploadDraft {
  readonly name: string
  /** Null while it is not known: the same extension can hold different formats, and guessing wrong costs an upload. */
  readonly diskFormat: string | null
  /** As it is typed; empty: the cloud's own default. */
  readonly minDiskGb: number | string
  /** Sends what is packed in the file; null: the file as it is. */
  readonly unpack: PackFormat | null
}

/**
 * What a file's own bytes tell about the image in it, and its name where they tell nothing. What is packed is taken to
 * be unpacked, unless `keepsPacked`.
 */
export function draftFor(
  fileName: string,
  look: FileLook | undefined,
  diskFormats: readonly string[],
  keepsPacked = false,
): UploadDraft {
  const unpack = keepsPacked ? null : (look?.packedIn ?? null)
  const sentName = unpack === null ? fileName : fileName.replace(/\.(gz|gzip|xz|zst|zstd)$/i, '')
  return { ...draftOf(sentName, headerThatGoesUp(look, unpack), diskFormats), unpack }
}

/** What the bytes that the cloud gets say of themselves, as far as that is known. */
export function headerThatGoesUp(
  look: FileLook | undefined,
  unpack: PackFormat | null,
): ImageHeader | undefined {
  return (unpack === null ? look?.header : look?.inner) ?? undefined
}

function draftOf(
  fileName: string,
  header: ImageHeader | undefined,
  diskFormats: readonly string[],
): Omit<UploadDraft, 'unpack'> {
  const extension = extensionOf(fileName)
  const byName = certain.has(extension) ? extension : null
  // Bytes without a signature can be a plain disk, a kernel, or anything else: there the name says more.
  const isTold = header && (header.format !== 'raw' || header.partitionTable !== null)
  return {
    name: extension === '' ? fileName : fileName.slice(0, -extension.length - 1),
    diskFormat: isTold ? diskFormatFor(header, diskFormats) : byName,
    minDiskGb: (isTold && minDiskGbFor(header)) || '',
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

// In "ubuntu-24.04" the part after the point is a version.
function extensionOf(fileName: string): string {
  return /[^.]\.([a-z][a-z0-9]{0,5}|7z)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
}
