import * as z from 'zod'

import { requestDraft } from './request.ts'

export const exportFormat = z.enum(['opencollection', 'arc', 'postman', 'har', 'curl'])
export type ExportFormat = z.infer<typeof exportFormat>

/** What is exported: requests as they are written, a collection or a folder of one, or exchanges that were made. */
export const exportSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drafts'), name: z.string(), drafts: z.array(requestDraft).min(1).max(1000) }),
  z.object({ kind: z.literal('folder'), id: z.string().min(1) }),
  z.object({ kind: z.literal('history'), exchangeIds: z.array(z.string().min(1)).min(1).max(10_000) }),
])
export type ExportSource = z.infer<typeof exportSource>

/** Something that the format has no word for, so that nothing is lost in silence. */
export const exportLoss = z.object({
  /** Where: names from the outermost folder in. */
  item: z.string(),
  code: z.enum([
    /** A secret has its name in the file, and no value. */
    'secret-left-out',
    'action-left-out',
    'setting-left-out',
    'auth-left-out',
    /** Written as something else: a token of Keystone as its header. */
    'auth-changed',
    'header-left-out',
    'variable-left-out',
    'environment-left-out',
    /** A row that is switched off. */
    'row-left-out',
    /** A file is named, not in it. */
    'file-by-name',
    'answer-left-out',
    'item-unreadable',
  ]),
  /** What it is about, by name; never a value. */
  detail: z.string(),
})
export type ExportLoss = z.infer<typeof exportLoss>

export const exported = z.object({
  /** The file; null for a folder, which is written. */
  file: z.object({ name: z.string(), mediaType: z.string(), text: z.string() }).nullable(),
  /** Where the folder is. */
  path: z.string().nullable(),
  losses: z.array(exportLoss),
})
export type Exported = z.infer<typeof exported>
