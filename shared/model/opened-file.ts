import type { FileHandle } from './file-handle.ts'
import type { Problem } from './problem.ts'

/** What a file or folder is that the operator opened with Arclight, from a file manager or a terminal. */
export type OpenedFile =
  /** A collection, which is open by now. */
  | { kind: 'collection'; name: string }
  /** cURL commands, perhaps in a shell script. */
  | { kind: 'curl'; command: string }
  /** A clouds.yaml, secure.yaml, clouds-public.yaml or openrc. */
  | { kind: 'clouds'; name: string; text: string }
  /** Something else: perhaps an export of another program. */
  | { kind: 'other'; file: FileHandle }
  | { kind: 'failed'; problem: Problem }
