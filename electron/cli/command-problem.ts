import type { ExitCode } from './exit-code.ts'
import type { Words } from './words.ts'

/** A failure that only a command line has: what is said is found when it is known in which language. */
export class CommandProblem extends Error {
  override readonly name = 'CommandProblem'
  /** For `--json`. */
  readonly code: string
  readonly exitCode: ExitCode
  readonly say: (words: Words) => string

  constructor(code: string, exitCode: ExitCode, say: (words: Words) => string) {
    super(code)
    this.code = code
    this.exitCode = exitCode
    this.say = say
  }
}
