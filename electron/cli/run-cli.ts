import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { CommanderError } from 'commander'

import { AppError } from '../../shared/errors.ts'
import { explainProblem } from '../../shared/explain-problem.ts'
import { CommandProblem } from './command-problem.ts'
import type { CommandContext } from './command-context.ts'
import { type ExitCode, exitCodeFor, exitCodes } from './exit-code.ts'
import { languageOf } from './language.ts'
import { createProgram, type ProgramOptions } from './program.ts'
import { createTerminal, type Streams } from './terminal.ts'

/** The process that a command runs in: tests give their own. */
export interface CliProcess {
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly home: string
  readonly streams: Streams
  readonly signal: AbortSignal
  /** The folder of package.json and assets/. */
  readonly appDir: string
  readonly serve: ProgramOptions['serve']
}

/** Runs one command and answers with what the process is to exit. */
export async function runCli(host: CliProcess): Promise<ExitCode> {
  const { args, env, cwd, home, signal, appDir, serve } = host
  const terminal = createTerminal(host.streams)
  const { version } = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8')) as { version: string }
  const log = (line: string) => terminal.tell(`arclight: ${line}`)
  const context: CommandContext = {
    terminal,
    language: languageOf(env),
    env,
    cwd,
    home,
    signal,
    openCore: async ({ downloadsDir = cwd } = {}) =>
      (await import('./open-core.ts')).openCore({ appDir, version, downloadsDir, log }),
  }
  const program = createProgram(context, { version, serve })
  for (const command of [program, ...program.commands.flatMap((each) => [each, ...each.commands])])
    command.exitOverride()
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exitCodes.done
  } catch (error) {
    return await explain(context, error, args.includes('--json'))
  }
}

async function explain(context: CommandContext, error: unknown, isJson: boolean): Promise<ExitCode> {
  const { terminal, language, signal } = context
  terminal.redraw('')
  // It has said it all itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  if (isBrokenPipe(error)) return exitCodes.done
  const { code, sentence, exitCode, data } = describe(context, error)
  if (signal.aborted) {
    terminal.tell(language.words.interrupted)
    return exitCodes.interrupted
  }
  terminal.tell(`arclight: ${sentence}`)
  if (isJson) await terminal.out(`${JSON.stringify({ error: { code, data } })}\n`).catch(() => {})
  return exitCode
}

function describe({ language: { say, words } }: CommandContext, error: unknown) {
  if (error instanceof CommandProblem)
    return { code: error.code, sentence: error.say(words), exitCode: error.exitCode, data: {} }
  if (error instanceof AppError) {
    const problem = { code: error.code, data: { ...error.data } }
    return { ...problem, sentence: explainProblem(say, problem), exitCode: exitCodeFor(error.code) }
  }
  // Only where it happened: an error's own fields may hold what was sent.
  const where = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: 'BUG', sentence: `${say('errors.bug', {})}\n${where}`, exitCode: exitCodes.bug, data: {} }
}

/** Who read our output has seen enough (`| head -1`). */
function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}
