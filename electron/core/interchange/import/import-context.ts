import type { ImportNote } from '../../../../shared/model/import.ts'

/** Where in a file a mapper is, and what it has to say of it. */
export interface ImportContext {
  note(code: ImportNote['code'], detail: string): void
  /** The same inside a folder or request. */
  inside(name: string): ImportContext
  /** How many folders deep. */
  readonly depth: number
}

/** Deeper than anybody sorts requests; what is beyond is a file made to hurt. */
export const deepestFolder = 40

export function importContext(notes: ImportNote[], path: readonly string[] = []): ImportContext {
  return {
    note: (code, detail) => notes.push({ item: path.join(' / '), code, detail }),
    inside: (name) => importContext(notes, [...path, name]),
    depth: path.length,
  }
}
