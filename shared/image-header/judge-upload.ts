import type { FileFormat, ImageHeader } from './image-header.ts'

/** What is to be declared, and how large the file is. */
export interface UploadDeclaration {
  readonly diskFormat: string | null
  readonly containerFormat: string
}

/**
 * What will go wrong with an upload, known before its first byte. `refused`: a cloud that inspects what it gets (2025.1
 * and later) answers 415 after the last byte. `accepted`: it takes the bytes in silence, and machines fail on them later.
 */
export type UploadConcern =
  | { code: 'format-differs'; outcome: 'refused'; found: FileFormat; declared: string }
  | { code: 'declared-raw'; outcome: 'accepted'; found: FileFormat }
  | { code: 'has-backing-file'; outcome: 'refused' | 'accepted'; file: string }
  | { code: 'has-data-file'; outcome: 'refused' | 'accepted'; file: string }
  | { code: 'has-unknown-features'; outcome: 'refused' | 'accepted' }
  | { code: 'is-encrypted'; outcome: 'accepted' }
  | { code: 'vmdk-subtype'; outcome: 'refused' | 'accepted'; subtype: string }
  | { code: 'fixed-vhd'; outcome: 'refused' }
  | { code: 'never-taken'; outcome: 'refused' | 'accepted'; found: FileFormat }
  | { code: 'is-packed'; outcome: 'accepted'; found: FileFormat }

/** The subtypes that Glance takes unless its operator says otherwise (`vmdk_allowed_types`). */
const usualSubtypes: ReadonlySet<string> = new Set(['streamOptimized', 'monolithicSparse'])

/** Formats by whose name Glance looks into the bytes; under other names (ami, ploop) anything goes. */
const inspected: ReadonlySet<string> = new Set(['qcow2', 'vmdk', 'vhd', 'vhdx', 'vdi', 'iso', 'luks', 'gpt'])

const packed: ReadonlySet<string> = new Set(['gzip', 'xz', 'bzip2', 'zstd', 'zip', '7z', 'tar'])

export function judgeUpload(header: ImageHeader, declared: UploadDeclaration): UploadConcern[] {
  // Glance only looks into images that are in no container.
  const isInspected = declared.containerFormat === 'bare' && inspected.has(declared.diskFormat ?? '')
  const outcome = isInspected ? 'refused' : 'accepted'
  return [...judgeFormat(header, declared, isInspected), ...judgeContent(header, outcome)]
}

function judgeFormat(
  header: ImageHeader,
  { diskFormat, containerFormat }: UploadDeclaration,
  isInspected: boolean,
): UploadConcern[] {
  const { format } = header
  if (packed.has(format)) {
    if (containerFormat === 'ova' || containerFormat === 'compressed') return []
    if (!isInspected) return [{ code: 'is-packed', outcome: 'accepted', found: format }]
  }
  if (diskFormat === null || containerFormat !== 'bare') return []
  if (diskFormat === 'raw') {
    return format === 'raw' || format === 'luks'
      ? []
      : [{ code: 'declared-raw', outcome: 'accepted', found: format }]
  }
  if (!isInspected || matches(header, diskFormat)) return []
  if (format === 'vhd' && diskFormat === 'vhd') return [{ code: 'fixed-vhd', outcome: 'refused' }]
  return [{ code: 'format-differs', outcome: 'refused', found: format, declared: diskFormat }]
}

function matches({ format, subtype, partitionTable }: ImageHeader, diskFormat: string): boolean {
  if (diskFormat === 'gpt') return format === 'raw' && partitionTable !== null
  if (diskFormat === 'vhd') return format === 'vhd' && subtype !== 'fixed'
  return format === diskFormat
}

function judgeContent(header: ImageHeader, outcome: 'refused' | 'accepted'): UploadConcern[] {
  const { format, subtype, backingFile, dataFile, isEncrypted, hasUnknownFeatures } = header
  const concerns: (UploadConcern | null)[] = [
    format === 'qed' ? { code: 'never-taken', outcome, found: format } : null,
    backingFile === null ? null : { code: 'has-backing-file', outcome, file: backingFile },
    dataFile === null ? null : { code: 'has-data-file', outcome, file: dataFile },
    hasUnknownFeatures ? { code: 'has-unknown-features', outcome } : null,
    format === 'qcow2' && isEncrypted ? { code: 'is-encrypted', outcome: 'accepted' } : null,
    format === 'vmdk' && !usualSubtypes.has(subtype ?? '')
      ? { code: 'vmdk-subtype', outcome, subtype: subtype ?? '?' }
      : null,
  ]
  return concerns.filter((concern) => concern !== null)
}

const gib = 2 ** 30

/** The smallest disk, in GiB as the API counts `min_disk`, that the image fits on; null when its size is not known. */
export function minDiskGbFor({ format, virtualSizeBytes }: ImageHeader): number | null {
  if (virtualSizeBytes === null || format === 'iso' || packed.has(format)) return null
  const gb = Math.ceil(virtualSizeBytes / gib)
  return gb <= 2 ** 31 - 1 ? gb : null
}

/** The disk format to declare for the file, of those that the cloud takes; null when it has to be chosen. */
export function diskFormatFor(
  { format, partitionTable }: ImageHeader,
  offered: readonly string[],
): string | null {
  if (format === 'luks' || format === 'raw') {
    const better = format === 'luks' ? 'luks' : 'gpt'
    const isBetter = format === 'luks' || partitionTable !== null
    return isBetter && offered.includes(better) ? better : offered.includes('raw') ? 'raw' : null
  }
  return offered.includes(format) ? format : null
}
