import { eventIterator, oc } from '@orpc/contract'
import * as z from 'zod'

import { appErrors } from '../errors.ts'
import {
  environmentUse,
  folderSettings,
  requestCollection,
  requestEnvironment,
  savedRequest,
} from '../model/collection.ts'
import { requestDraft } from '../model/request.ts'

const call = oc.errors(appErrors)
const id = z.string().min(1)
const name = z.string().trim().min(1).max(200)
const oneItem = call.input(z.object({ id }))
/** An item may have another id afterwards, as an id is the place of a file. */
const placed = z.object({ id })

/** Requests on disk: folders of readable YAML, in the format of OpenCollection. */
export const collections = {
  /** The names of everything that is open; a request itself is read by `show`. */
  list: call.output(z.array(requestCollection)),
  /** Comes once at the start, and whenever something changed, here or by another program. */
  watch: call.output(eventIterator(z.object({ version: z.int() }))),
  recent: call.output(z.array(z.object({ path: z.string(), name: z.string() }))),
  open: call.input(z.object({ path: z.string().min(1) })).output(requestCollection),
  /** Makes a folder of this name in the one at `path`. */
  create: call.input(z.object({ path: z.string().min(1), name })).output(requestCollection),
  /** Leaves the files as they are. */
  close: oneItem.output(z.void()),
  show: oneItem.output(savedRequest),
  /** Throws SECRET_IN_REQUEST for a secret that is typed out, and writes nothing. */
  save: call.input(z.object({ id, draft: requestDraft })).output(z.void()),
  createRequest: call.input(z.object({ folderId: id, draft: requestDraft })).output(placed),
  createFolder: call.input(z.object({ folderId: id, name })).output(placed),
  rename: call.input(z.object({ id, name })).output(z.void()),
  /** Before another item of the folder, or at the end. */
  move: call.input(z.object({ id, folderId: id, beforeId: id.nullable() })).output(placed),
  /** The copy has `word` after its name. */
  duplicate: call
    .input(z.object({ id, word: z.string().trim().min(1).max(40).default('copy') }))
    .output(placed),
  /** A request, a folder with all that is in it, an environment, or a damaged file. Secrets of an environment are forgotten. */
  remove: oneItem.output(z.object({ removalId: z.string() })),
  /** Takes a removal back, for as long as the app runs. */
  restore: call.input(z.object({ removalId: id })).output(placed),
  /** Of a folder or, by its own id, of a collection. */
  folder: oneItem.output(folderSettings),
  saveFolder: call.input(z.object({ id, settings: folderSettings })).output(z.void()),
  environment: oneItem.output(requestEnvironment),
  /** Made if there is none of this name. */
  saveEnvironment: call.input(z.object({ collectionId: id, environment: requestEnvironment })).output(placed),
  /** Its secrets go along. Throws FILE_EXISTS. */
  renameEnvironment: call.input(z.object({ id, name })).output(placed),
  /** With its secrets. Throws FILE_EXISTS. */
  duplicateEnvironment: call.input(z.object({ id, name })).output(placed),
  /** What of the collection names variables of the environment. */
  environmentUses: oneItem.output(z.array(environmentUse)),
  /** The value of a secret variable of a collection, folder or environment. It stays on this machine. */
  setSecret: call
    .input(z.object({ placeId: id, name: z.string().min(1), value: z.string().nullable() }))
    .output(z.void()),
  /** The names whose secret value of this collection, folder or environment is kept on this machine. */
  heldSecrets: call
    .input(z.object({ placeId: id, names: z.array(z.string()).max(1000) }))
    .output(z.array(z.string())),
}
