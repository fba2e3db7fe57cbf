import type { Core } from '../core/core.ts'
import { CommandProblem } from './command-problem.ts'
import { exitCodes } from './exit-code.ts'

/** Gives a variable the value of `--var key=value`. */
export function setVariable(core: Pick<Core, 'requests'>, pair: string): void {
  const at = pair.indexOf('=')
  if (at < 1) throw new CommandProblem('OPTION_INVALID', exitCodes.usage, (words) => words.notPair(pair))
  core.requests.setVariable({ name: pair.slice(0, at), value: pair.slice(at + 1), isSecret: false })
}
