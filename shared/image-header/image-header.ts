/** Formats that can be told by their own bytes. `raw` is what has no signature of a disk image. */
export type FileFormat =
  | 'raw'
  | 'qcow2'
  | 'qed'
  | 'vmdk'
  | 'vhd'
  | 'vhdx'
  | 'vdi'
  | 'iso'
  | 'luks'
  | 'gzip'
  | 'xz'
  | 'bzip2'
  | 'zstd'
  | 'zip'
  | '7z'
  | 'tar'

/** What the first bytes of a file, and where they point to, say about the disk in it. */
export interface ImageHeader {
  readonly format: FileFormat
  /** Size of the disk that a machine would see; null when the header does not tell. */
  readonly virtualSizeBytes: number | null
  /** Of what is a plain disk: the partition table it begins with. */
  readonly partitionTable: 'gpt' | 'mbr' | null
  /** Kind within the format: `streamOptimized` of a vmdk, `fixed` of a vhd, `2` of LUKS. */
  readonly subtype: string | null
  /** A file that this one only holds the differences to; empty when it is not named. */
  readonly backingFile: string | null
  /** A file that holds the data, of which this one only is the index; empty when it is not named. */
  readonly dataFile: string | null
  readonly isEncrypted: boolean
  /** The file asks its reader for abilities that were not defined when this was written. */
  readonly hasUnknownFeatures: boolean
}

/** Gives bytes of a file; fewer than asked for where the file ends. */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>

export function headerOf(format: FileFormat, facts: Partial<Omit<ImageHeader, 'format'>> = {}): ImageHeader {
  return {
    format,
    virtualSizeBytes: null,
    partitionTable: null,
    subtype: null,
    backingFile: null,
    dataFile: null,
    isEncrypted: false,
    hasUnknownFeatures: false,
    ...facts,
  }
}
