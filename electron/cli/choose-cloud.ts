import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Cloud } from '../../shared/model/cloud.ts'
import { AppError } from '../../shared/errors.ts'
import type { CloudsFileTexts, Core } from '../core/core.ts'
import type { CommandContext } from './command-context.ts'
import { CommandProblem } from './command-problem.ts'
import { exitCodes } from './exit-code.ts'

/** Finds a cloud by its name in clouds.yaml and signs in to it, asking for what is not written down. */
export async function chooseCloud(
  context: CommandContext,
  core: Core,
  named: string | undefined,
): Promise<Cloud> {
  const name = named ?? context.env.OS_CLOUD
  if (!name) throw new CommandProblem('CLOUD_MISSING', exitCodes.usage, (words) => words.cloudMissing)
  const texts = await readTexts(context)
  const known = core.clouds.previewFile(texts).clouds.map(({ settings }) => settings.name)
  if (!known.includes(name))
    throw new CommandProblem('CLOUD_NOT_FOUND', exitCodes.usage, (words) => words.cloudUnknown(name, known))
  const [cloud] = await core.clouds.importFile({ ...texts, names: [name] }, context.signal)
  return await signIn(context, core, cloud!)
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

async function readTexts({ env, cwd, home }: CommandContext): Promise<CloudsFileTexts> {
  const dirs = [cwd, join(home, '.config', 'openstack'), '/etc/openstack']
  const paths = env.OS_CLIENT_CONFIG_FILE
    ? [env.OS_CLIENT_CONFIG_FILE]
    : dirs.map((dir) => join(dir, 'clouds.yaml'))
  const text = await firstOf(paths)
  if (text === null)
    throw new CommandProblem('CLOUDS_FILE_MISSING', exitCodes.usage, (words) =>
      words.cloudsFileMissing(paths),
    )
  return {
    text,
    secureText: await firstOf(dirs.map((dir) => join(dir, 'secure.yaml'))),
    publicText: await firstOf(dirs.map((dir) => join(dir, 'clouds-public.yaml'))),
  }
}

async function firstOf(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => null)
    if (text !== null) return text
  }
  return null
}
