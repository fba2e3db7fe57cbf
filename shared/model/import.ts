import * as z from 'zod'

import { requestDraft } from './request.ts'

export const importFormat = z.enum([
  'arc',
  'postman',
  'postman-environment',
  'postman-dump',
  'insomnia-4',
  'insomnia-5',
  'bruno',
  'opencollection',
  'har',
  'openapi-3',
  'swagger-2',
])
export type ImportFormat = z.infer<typeof importFormat>

/** Something of an import that did not come in as it was, so that nothing is lost in silence. */
export const importNote = z.object({
  /** Where: names from the outermost folder in. */
  item: z.string(),
  code: z.enum([
    'script-left-out',
    'answers-left-out',
    'action-left-out',
    'auth-left-out',
    'body-left-out',
    'setting-left-out',
    'template-left-out',
    'kind-left-out',
    'certificate-left-out',
    'host-rule-left-out',
    'file-to-choose',
    'item-unreadable',
    'reference-unknown',
    'name-changed',
    /** A secret stood there; a variable stands in its place, and the key store gets the value. */
    'secret-moved',
    'body-made-up',
  ]),
  /** What it is about, in the words of the file; never a value. */
  detail: z.string(),
})
export type ImportNote = z.infer<typeof importNote>

/** What came out of a file, with each request at its place among the folders. */
export const importReport = z.object({
  format: importFormat,
  name: z.string(),
  requests: z.array(z.object({ folder: z.array(z.string()), draft: requestDraft })),
  counts: z.object({
    folders: z.int(),
    requests: z.int(),
    environments: z.int(),
    variables: z.int(),
    secrets: z.int(),
    cookies: z.int(),
  }),
  /** By name: one of them can be taken along. */
  environments: z.array(z.string()),
  notes: z.array(importNote),
})
export type ImportReport = z.infer<typeof importReport>
