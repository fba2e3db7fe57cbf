import { resolve } from 'node:path'

import { AppError } from '../../../shared/errors.ts'
import { explainProblem } from '../../../shared/explain-problem.ts'
import type { CollectionItem } from '../../../shared/model/collection.ts'
import type { Core } from '../../core/core.ts'
import { chooseCloud } from '../choose-cloud.ts'
import type { CommandContext } from '../command-context.ts'
import { CommandProblem } from '../command-problem.ts'
import { exitCodes } from '../exit-code.ts'
import { setVariable } from '../set-variable.ts'
import { environmentOf } from './environment-of.ts'
import { asJson, asJunit, type Reporter, tellResult } from './report-run.ts'
import { failuresIn, type RequestResult } from './request-result.ts'

export interface RunOptions {
  readonly cloud?: string
  readonly env?: string
  readonly var: readonly string[]
  readonly bail: boolean
  readonly reporter: Reporter
}

/** `arclight run DIR`: every request of a collection in its order; what one captures the next may use. */
export async function runCollection(
  context: CommandContext,
  dir: string,
  { cloud, env, var: pairs, bail, reporter }: RunOptions,
): Promise<void> {
  const { terminal, cwd, signal } = context
  const core = await context.openCore()
  try {
    const collection = await core.collections.open(resolve(cwd, dir), signal)
    const environmentId = env === undefined ? null : environmentOf(collection.environments, env)
    for (const pair of pairs) setVariable(core, pair)
    const cloudId = cloud === undefined ? null : (await chooseCloud(context, core, cloud)).id
    const results = damagedIn(collection.items)
    if (reporter === 'text') for (const result of results) await tellResult(context, result)
    for (const id of await core.collections.requestIds(collection.id, signal)) {
      if (bail && results.some(isFailed)) break
      const result = await runOne(context, core, { id, cloudId, environmentId })
      results.push(result)
      if (reporter === 'text') await tellResult(context, result)
    }
    const report = { name: collection.name, results }
    if (reporter === 'json') await terminal.out(asJson(report))
    if (reporter === 'junit') await terminal.out(asJunit(report))
    const failed = results.filter(isFailed).length
    if (failed > 0)
      throw new CommandProblem('RUN_FAILED', exitCodes.refused, (words) =>
        words.failed(failed, results.length),
      )
  } finally {
    await core.close()
  }
}

async function runOne(
  { language: { say }, signal }: CommandContext,
  core: Core,
  { id, cloudId, environmentId }: { id: string; cloudId: string | null; environmentId: string | null },
): Promise<RequestResult> {
  const startedAt = performance.now()
  let name = id
  try {
    const draft = await core.collections.show(id, signal)
    name = draft.name
    const place = { sourceId: id, environmentId }
    for await (const event of core.requests.send({ draft, cloudId, place }, signal)) {
      if (event.type !== 'end') continue
      const { status } = event.record
      const tookMs = performance.now() - startedAt
      return { id, name, status, tookMs, failures: failuresIn(event.outcomes) }
    }
    signal.throwIfAborted()
    throw new Error('an exchange ended without its record')
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error
    const sentence = explainProblem(say, { code: error.code, data: { ...error.data } })
    return { id, name, status: null, tookMs: performance.now() - startedAt, failures: [sentence] }
  }
}

/** A file that cannot be read must not pass for one that went well. */
function damagedIn(items: readonly CollectionItem[]): RequestResult[] {
  return items.flatMap((item) => {
    if (item.kind === 'folder') return damagedIn(item.items)
    if (item.kind === 'request') return []
    return [{ id: item.id, name: item.name, status: null, tookMs: 0, failures: [item.detail] }]
  })
}

function isFailed({ failures }: RequestResult): boolean {
  return failures.length > 0
}
