import type { RequestCollection } from '../../../shared/model/collection.ts'
import { CommandProblem } from '../command-problem.ts'
import { exitCodes } from '../exit-code.ts'

/** The id of the environment of this name. */
export function environmentOf(environments: RequestCollection['environments'], wanted: string): string {
  const found = environments.find(({ name }) => name === wanted)
  if (found) return found.id
  const known = environments.map(({ name }) => name)
  throw new CommandProblem('ENVIRONMENT_NOT_FOUND', exitCodes.usage, (words) =>
    words.environmentUnknown(wanted, known),
  )
}
