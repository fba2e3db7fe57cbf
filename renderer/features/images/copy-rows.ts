import type { Image } from '../../../shared/model/image.ts'
import type { ImageColumn } from '../../../shared/model/image-look.ts'

/** Images as text for a spreadsheet (RFC 4180, the columns shown) or for a program (JSON, everything). */
export function copyOf(
  kind: 'csv' | 'json',
  images: readonly Image[],
  columns: readonly ImageColumn[],
): string {
  if (kind === 'json') return JSON.stringify(images, null, 2)
  const records = [columns, ...images.map((image) => columns.map((column) => plainValue(image, column)))]
  return records.map((fields) => `${fields.map(quoted).join(',')}\r\n`).join('')
}

function plainValue(image: Image, column: ImageColumn): string {
  switch (column) {
    case 'name':
      return image.name ?? ''
    case 'status':
      return image.status
    case 'size':
      return String(image.sizeBytes ?? '')
    case 'virtualSize':
      return String(image.virtualSizeBytes ?? '')
    case 'format':
      return image.diskFormat ?? ''
    case 'container':
      return image.containerFormat ?? ''
    case 'visibility':
      return image.visibility
    case 'updated':
      return image.updatedAt
    case 'created':
      return image.createdAt
    case 'tags':
      return image.tags.join(' ')
    case 'minDisk':
      return String(image.minDiskGb)
    case 'minRam':
      return String(image.minRamMb)
    case 'owner':
      return image.owner ?? ''
    case 'protected':
      return String(image.isProtected)
    case 'stores':
      return image.stores.join(' ')
    case 'id':
      return image.id
  }
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}
