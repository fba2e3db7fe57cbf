import { describeCloudsFileProblem } from '../../shared/describe-clouds-file-problem.ts'
import { AppError } from '../../shared/errors.ts'
import type { Cloud } from '../../shared/model/cloud.ts'
import type { CloudsOnMachine } from '../../shared/model/clouds-file.ts'
import type { Core } from '../core/core.ts'
import type { CommandContext } from './command-context.ts'
import { CommandProblem } from './command-problem.ts'
import { exitCodes } from './exit-code.ts'

/**
 * Finds a cloud among those of this machine, as every OpenStack tool does, and signs in to it, asking for what is not
 * written down. What is wrong with its settings is told, whether they can be used or not.
 */
export async function chooseCloud(
  context: CommandContext,
  core: Core,
  named: string | undefined,
): Promise<Cloud> {
  const { terminal, language, signal } = context
  const found = await core.clouds.onMachine(signal)
  const name = named ?? found.defaultName
  const problems = found.problems.filter(({ cloudName }) => cloudName === null || cloudName === name)
  for (const problem of problems) {
    const { where, sentence } = describeCloudsFileProblem(language.say, problem)
    terminal.tell(`${where}: ${sentence}`)
  }
  const [cloud] = await core.clouds.importFromMachine([requireUsable(found, name)], signal)
  return await signIn(context, core, cloud!)
}

/** Its name, if it is there and its settings make sense. */
function requireUsable({ clouds, problems, files }: CloudsOnMachine, name: string | null): string {
  const known = clouds.map(({ settings }) => settings.name)
  if (name !== null && known.includes(name)) return name
  const isThere = problems.some(({ cloudName }) => cloudName === name)
  if (name !== null && isThere)
    throw new CommandProblem('CLOUD_UNUSABLE', exitCodes.usage, (words) => words.cloudUnusable(name))
  if (files.length === 0 && known.length === 0)
    throw new CommandProblem('CLOUDS_FILE_MISSING', exitCodes.usage, (words) => words.cloudsFileMissing)
  if (name === null)
    throw new CommandProblem('CLOUD_MISSING', exitCodes.usage, (words) => words.cloudMissing(known))
  throw new CommandProblem('CLOUD_NOT_FOUND', exitCodes.usage, (words) => words.cloudUnknown(name, known))
}

/** Asks for what is missing, factor by factor, for as long as there is somebody to ask. */
async function signIn(context: CommandContext, core: Core, cloud: Cloud): Promise<Cloud> {
  const { terminal, language, env, signal } = context
  const { id: cloudId, settings } = cloud
  let secret = cloud.hasSecret ? null : (env.OS_PASSWORD ?? null)
  let passcode = env.OS_PASSCODE ?? null
  for (;;) {
    try {
      return await core.clouds.signIn({ cloudId, secret, passcode, isKept: false }, signal)
    } catch (error) {
      const missing = missingFactor(error)
      if (missing === null) throw error
      if (!terminal.canAsk)
        throw new CommandProblem('SECRET_NEEDED', exitCodes.signIn, (said) =>
          said.passwordMissing(settings.name),
        )
      const typed = await terminal.askSecret(language.words[missing](settings.name), signal)
      if (missing === 'passcodeFor') passcode = typed
      else secret = typed
    }
  }
}

function missingFactor(error: unknown): 'passwordFor' | 'passcodeFor' | null {
  if (!(error instanceof AppError)) return null
  if (error.code === 'SECRET_NEEDED') return 'passwordFor'
  if (error.code !== 'FACTOR_NEEDED') return null
  return 'methods' in error.data && error.data.methods.includes('totp') ? 'passcodeFor' : 'passwordFor'
}
