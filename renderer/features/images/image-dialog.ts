import type { ImageHeader } from '../../../shared/image-header/image-header.ts'
import type { UploadConcern } from '../../../shared/image-header/judge-upload.ts'
import type { Image } from '../../../shared/model/image.ts'
import type { BulkOperation } from '../../../shared/model/image-operation.ts'
import type { DroppedFiles } from './upload/dropped-files.ts'

/** What cannot be taken back, or stops what runs: it is asked about first. */
export type HardOperation = Extract<BulkOperation, { action: 'delete' | 'deactivate' | 'delete-from-store' }>

/** The question that is open over the screen, with what it is about. */
export type ImageDialog =
  | { readonly kind: 'create' }
  | { readonly kind: 'columns' }
  | {
      readonly kind: 'doubtful-upload'
      readonly image: Image
      readonly file: File
      readonly header: ImageHeader
      readonly concerns: readonly UploadConcern[]
    }
  | { readonly kind: 'import'; readonly image: Image }
  | { readonly kind: 'copy'; readonly images: readonly Image[] }
  | { readonly kind: 'bulk'; readonly operation: BulkOperation }
  | { readonly kind: 'views' }
  | ({ readonly kind: 'upload' } & DroppedFiles)
  | { readonly kind: 'confirm'; readonly operation: HardOperation; readonly image: Image }

/** Whether files that are dropped on the screen are for an upload: no other question is open. */
export function takesDrop(open: ImageDialog | null): boolean {
  return open === null || open.kind === 'upload'
}

/** Files dropped while others are being named join them; while another question is open they are not taken. */
export function withDrop(open: ImageDialog | null, dropped: DroppedFiles): ImageDialog | null {
  const { files, paths, notes } = dropped
  if (files.length === 0 && notes.length === 0) return open
  if (open === null) return { kind: 'upload', ...dropped }
  if (open.kind !== 'upload') return open
  return {
    kind: 'upload',
    files: [...open.files, ...files],
    paths: new Map([...open.paths, ...paths]),
    notes: [...open.notes, ...notes],
  }
}
