import { relative, resolve } from 'node:path'

import type { ImportReport } from '../../shared/model/import.ts'
import type { CommandContext } from './command-context.ts'
import { CommandProblem } from './command-problem.ts'
import { exitCodes } from './exit-code.ts'
import { oneLine } from './image/list-images.ts'

export interface ImportOptions {
  readonly to: string
  readonly passphraseEnv?: string
  readonly json: boolean
}

/** `arclight import PATH --to DIR`: all of it becomes a collection, or nothing is written. */
export async function importCollection(
  context: CommandContext,
  path: string,
  options: ImportOptions,
): Promise<void> {
  const { terminal, cwd, signal } = context
  const passphrase = passphraseOf(context, options)
  const to = resolve(cwd, options.to)
  const core = await context.openCore()
  try {
    const report = await core.interchange.importPath({ path: resolve(cwd, path), passphrase, to }, signal)
    const { requests: _requests, ...shown } = report
    if (options.json) await terminal.out(`${JSON.stringify({ ...shown, path: to })}\n`)
    else await tellReport(context, report, relative(cwd, to) || '.')
    const secrets = [
      ...new Set(report.notes.filter(({ code }) => code === 'secret-moved').map((note) => note.detail)),
    ]
    if (secrets.length > 0) terminal.tell(context.language.words.secretsLeftOut(secrets))
  } finally {
    await core.close()
  }
}

function passphraseOf({ env }: CommandContext, { passphraseEnv: name }: ImportOptions): string | null {
  if (name === undefined) return null
  const value = env[name] ?? ''
  if (value === '')
    throw new CommandProblem('OPTION_INVALID', exitCodes.usage, (words) => words.variableMissing(name))
  return value
}

async function tellReport(
  { terminal, language: { say, words } }: CommandContext,
  { format, counts, notes }: ImportReport,
  place: string,
): Promise<void> {
  const name = say(`requests.import.format.${format}`, {})
  await terminal.out(`${words.imported(name, place, counts.requests, counts.folders)}\n`)
  for (const { item, code, detail } of notes) {
    const sentence = say(`requests.import.note.${code}`, { detail })
    await terminal.out(`${oneLine(item === '' ? sentence : `${item}: ${sentence}`)}\n`)
  }
}
