export interface ShellWord {
  readonly text: string
  /** Offset of its first character in the text. */
  readonly start: number
}

/** What a command reads from its standard input, as far as the text tells. */
export type Stdin = { kind: 'none' } | { kind: 'file'; path: string } | { kind: 'text'; text: string }

/** One simple command, as its shell would hand it to the program. */
export interface ShellCommand {
  readonly words: readonly ShellWord[]
  readonly stdin: Stdin
  /** Expansions that only a shell can do; they stay in the words as they are written. */
  readonly unsupported: readonly string[]
}

/** A stretch of text that was read, and the offset after it. */
export interface Piece {
  readonly text: string
  readonly end: number
}
