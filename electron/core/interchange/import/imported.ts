import type { ImportFormat, ImportNote } from '../../../../shared/model/import.ts'
import type { DraftPair, RequestDraft } from '../../../../shared/model/request.ts'

/** The shape that every format is brought into. */
export interface Imported {
  readonly format: ImportFormat
  readonly root: ImportedFolder
  readonly environments: readonly ImportedEnvironment[]
  readonly cookies: readonly ImportedCookie[]
  readonly notes: readonly ImportNote[]
}

export interface ImportedFolder {
  readonly name: string
  readonly docs: string
  readonly headers: readonly DraftPair[]
  readonly auth: RequestDraft['auth']
  readonly variables: readonly ImportedVariable[]
  readonly items: readonly ImportedItem[]
}

export type ImportedItem =
  | { kind: 'folder'; folder: ImportedFolder }
  | { kind: 'request'; draft: RequestDraft }

export interface ImportedEnvironment {
  readonly name: string
  readonly variables: readonly ImportedVariable[]
}

export interface ImportedVariable {
  readonly name: string
  readonly value: string
  readonly isSecret: boolean
  readonly isEnabled: boolean
}

export interface ImportedCookie {
  readonly name: string
  readonly value: string
  readonly domain: string
  readonly path: string
  readonly expiresAtMs: number | null
  readonly isSecure: boolean
  readonly isHttpOnly: boolean
}

export function folderOf(name: string, items: readonly ImportedItem[]): ImportedFolder {
  return { name, docs: '', headers: [], auth: { kind: 'inherit' }, variables: [], items }
}
