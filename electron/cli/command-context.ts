import type { Core } from '../core/core.ts'
import type { Language } from './language.ts'
import type { Terminal } from './terminal.ts'

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal
  readonly language: Language
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly home: string
  /** Aborted by Ctrl+C and by a request to end. */
  readonly signal: AbortSignal
  /** A core of this command's own, closed when the command is over. `downloadsDir` defaults to where the command runs. */
  openCore(options?: { downloadsDir?: string }): Promise<Core>
}
