import type {
  EnvironmentUse,
  FolderSettings,
  RequestCollection,
  RequestEnvironment,
  SavedRequest,
} from '../../../shared/model/collection.ts'
import type { RequestDraft } from '../../../shared/model/request.ts'

/** Requests on disk. Ids are places inside a collection; an item that moves gets another one. */
export interface Collections {
  list(signal: AbortSignal): Promise<RequestCollection[]>
  watch(signal: AbortSignal): AsyncGenerator<{ version: number }, void>
  recent(): { path: string; name: string }[]
  /** Throws NOT_A_COLLECTION or COLLECTION_UNREADABLE. */
  open(path: string, signal: AbortSignal): Promise<RequestCollection>
  create(input: { path: string; name: string }, signal: AbortSignal): Promise<RequestCollection>
  closeOne(collectionId: string): Promise<void>
  show(id: string, signal: AbortSignal): Promise<SavedRequest>
  save(input: { id: string; draft: RequestDraft }, signal: AbortSignal): Promise<void>
  createRequest(input: { folderId: string; draft: RequestDraft }, signal: AbortSignal): Promise<string>
  createFolder(input: { folderId: string; name: string }, signal: AbortSignal): Promise<string>
  rename(input: { id: string; name: string }, signal: AbortSignal): Promise<void>
  move(input: { id: string; folderId: string; beforeId: string | null }, signal: AbortSignal): Promise<string>
  duplicate(input: { id: string; word: string }, signal: AbortSignal): Promise<string>
  /** Answers with the name of the removal. */
  remove(id: string, signal: AbortSignal): Promise<string>
  /** Takes a removal of this run back. Throws COLLECTION_ITEM_GONE. */
  restore(removalId: string): Promise<string>
  folder(id: string, signal: AbortSignal): Promise<FolderSettings>
  saveFolder(input: { id: string; settings: FolderSettings }, signal: AbortSignal): Promise<void>
  environment(id: string, signal: AbortSignal): Promise<RequestEnvironment>
  saveEnvironment(
    input: { collectionId: string; environment: RequestEnvironment },
    signal: AbortSignal,
  ): Promise<string>
  renameEnvironment(input: { id: string; name: string }, signal: AbortSignal): Promise<string>
  duplicateEnvironment(input: { id: string; name: string }, signal: AbortSignal): Promise<string>
  environmentUses(id: string, signal: AbortSignal): Promise<EnvironmentUse[]>
  setSecret(input: { placeId: string; name: string; value: string | null }): Promise<void>
  /** Those of the names that have a secret value there. */
  heldSecrets(input: { placeId: string; names: readonly string[] }): Promise<string[]>
  /** The request in a file, with the collection around it if there is one, which is then open. */
  openRequest(
    path: string,
    signal: AbortSignal,
  ): Promise<{ request: SavedRequest; collection: RequestCollection | null }>
  /** Every request of a collection or folder, in order. */
  requestIds(folderId: string, signal: AbortSignal): Promise<string[]>
}
