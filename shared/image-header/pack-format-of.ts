import type { PackFormat } from '../model/pack-format.ts'
import type { FileFormat } from './image-header.ts'

const packFormats: Partial<Record<FileFormat, PackFormat>> = { gzip: 'gz', xz: 'xz', zstd: 'zst' }

/** What a file of this format can be unpacked as on its way up; null for what is sent as it is. */
export function packFormatOf(format: FileFormat): PackFormat | null {
  return packFormats[format] ?? null
}
