import type { Say } from './explain-problem.ts'
import { type CloudsFileProblem, cloudsFileNames } from './model/clouds-file.ts'

/** Where a setting of a cloud is, and the sentence that says what is wrong with it. */
export function describeCloudsFileProblem(
  say: Say,
  problem: CloudsFileProblem,
): { where: string; sentence: string } {
  const { file, cloudName, line, reason, value } = problem
  const isVariable = (file === 'openrc' || file === 'environment') && !problem.key.startsWith('OS_')
  const key = isVariable ? `OS_${problem.key.toUpperCase()}` : problem.key
  const place = line === null ? null : say('clouds.line', { line: String(line) })
  return {
    where: [cloudsFileNames[file], cloudName, place].filter(Boolean).join(' · '),
    sentence: say(`clouds.problems.${reason}`, { key, value: value ?? '' }),
  }
}
