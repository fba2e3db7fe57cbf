import * as z from 'zod'

import { draftPair, requestDraft } from './request.ts'
import { requestAuth } from './request-auth.ts'
import { variableDefinition } from './variable-definition.ts'

const place = { id: z.string().min(1), name: z.string() }

/** What of a request is known before it is opened. */
const requestItem = z.object({ kind: z.literal('request'), ...place, method: z.string(), url: z.string() })
/** A file that cannot be read; everything beside it can. */
const damagedItem = z.object({ kind: z.literal('damaged'), ...place, detail: z.string() })
export type CollectionItem =
  | z.infer<typeof requestItem>
  | z.infer<typeof damagedItem>
  | { kind: 'folder'; id: string; name: string; items: CollectionItem[] }

const collectionItem: z.ZodType<CollectionItem> = z.union([
  requestItem,
  damagedItem,
  z.object({
    kind: z.literal('folder'),
    ...place,
    get items() {
      return z.array(collectionItem)
    },
  }),
])

export const requestCollection = z.object({
  ...place,
  /** Where it lies; null for one that comes with the app, which cannot be changed. */
  path: z.string().nullable(),
  items: z.array(collectionItem),
  environments: z.array(z.object(place)),
  /** What is wrong with the collection's own file; null when nothing is. */
  problem: z.string().nullable(),
})
export type RequestCollection = z.infer<typeof requestCollection>

export const savedRequest = requestDraft.extend({
  id: z.string().min(1),
  /** What the file says that Arclight does not do: kept when it is written, but not sent. */
  unsupported: z.array(z.string()).default([]),
})
export type SavedRequest = z.infer<typeof savedRequest>

/** What everything in a folder, or in a collection, has from it. */
export const folderSettings = z.object({
  name: z.string().min(1),
  headers: z.array(draftPair),
  auth: requestAuth,
  variables: z.array(variableDefinition),
  docs: z.string(),
})
export type FolderSettings = z.infer<typeof folderSettings>

export const requestEnvironment = z.object({
  name: z.string().min(1),
  variables: z.array(variableDefinition),
})
export type RequestEnvironment = z.infer<typeof requestEnvironment>

/** A request or folder, by the names on its way, and the variables of an environment that it names. */
export const environmentUse = z.object({ item: z.string(), names: z.array(z.string()) })
export type EnvironmentUse = z.infer<typeof environmentUse>
