import { createReadStream, createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

import type { ExchangeRecord } from '../../shared/model/exchange.ts'
import type { RequestDraft, RequestPlace, SendEvent } from '../../shared/model/request.ts'
import type { Core } from '../core/core.ts'
import { chooseCloud } from './choose-cloud.ts'
import type { CommandContext } from './command-context.ts'
import { CommandProblem } from './command-problem.ts'
import { exitCodes } from './exit-code.ts'
import { oneLine } from './image/list-images.ts'
import { environmentOf } from './run/environment-of.ts'
import { failuresIn } from './run/request-result.ts'
import { setVariable } from './set-variable.ts'

export interface SendOptions {
  /** A saved request. */
  readonly file?: string
  readonly env?: string
  readonly curl?: string
  readonly curlFile?: string
  readonly cloud?: string
  readonly var: readonly string[]
  readonly output?: string
  readonly include: boolean
  readonly fail: boolean
  readonly json: boolean
}

interface Order {
  readonly draft: RequestDraft
  readonly place: RequestPlace
}

/** `arclight send`: one request, its answer's body to stdout or a file. */
export async function send(context: CommandContext, options: SendOptions): Promise<void> {
  const core = await context.openCore()
  try {
    const order = await readOrder(context, core, options)
    for (const pair of options.var) setVariable(core, pair)
    const cloudId = options.cloud === undefined ? null : (await chooseCloud(context, core, options.cloud)).id
    const { record, outcomes } = await exchange(context, core, { ...order, cloudId })
    if (options.include) showHead(context, record)
    await giveBody(context, core, record, options)
    const failures = failuresIn(outcomes)
    for (const failure of failures) context.terminal.tell(oneLine(failure))
    if (failures.length > 0)
      throw new CommandProblem('RUN_FAILED', exitCodes.refused, (words) => words.failed(1, 1))
    if (options.fail && (record.status ?? 0) >= 400)
      throw new CommandProblem('BAD_STATUS', exitCodes.refused, (words) =>
        words.badStatus(record.status ?? 0),
      )
  } finally {
    await core.close()
  }
}

async function readOrder(context: CommandContext, core: Core, options: SendOptions): Promise<Order> {
  const { file, curl, curlFile, env } = options
  if ([file, curl, curlFile].filter((given) => given !== undefined).length !== 1)
    throw new CommandProblem('OPTION_INVALID', exitCodes.usage, (words) => words.oneSource)
  if (file !== undefined) return await readSaved(context, core, { file, env })
  const environmentId = env === undefined ? null : environmentOf([], env)
  const command = curl ?? (await readText(context.cwd, curlFile ?? ''))
  return { draft: await readCommand(context, core, command), place: { sourceId: null, environmentId } }
}

async function readSaved(
  { terminal, language, cwd, signal }: CommandContext,
  core: Core,
  { file, env }: { file: string; env: string | undefined },
): Promise<Order> {
  const { request, collection } = await core.collections.openRequest(resolve(cwd, file), signal)
  for (const left of request.unsupported) terminal.tell(language.words.notUnderstood(left))
  const environmentId = env === undefined ? null : environmentOf(collection?.environments ?? [], env)
  return { draft: request, place: { sourceId: collection && request.id, environmentId } }
}

async function readCommand(
  { terminal, language, signal }: CommandContext,
  core: Core,
  command: string,
): Promise<RequestDraft> {
  const [first, ...others] = await core.requests.fromCurl(command, signal)
  if (!first) throw new Error('a cURL text without a request was read')
  const leftOut = [...first.notices.map(({ option }) => option), ...others.map(({ draft }) => draft.name)]
  for (const option of leftOut) terminal.tell(language.words.notUnderstood(option))
  return first.draft
}

async function readText(cwd: string, path: string): Promise<string> {
  return path === '-' ? await text(process.stdin) : await readFile(resolve(cwd, path), 'utf8')
}

async function exchange(
  { signal }: CommandContext,
  core: Core,
  input: Order & { cloudId: string | null },
): Promise<Extract<SendEvent, { type: 'end' }>> {
  for await (const event of core.requests.send(input, signal)) if (event.type === 'end') return event
  signal.throwIfAborted()
  throw new Error('an exchange ended without its record')
}

function showHead(
  { terminal }: CommandContext,
  { status, statusText, responseHeaders }: ExchangeRecord,
): void {
  terminal.tell(`${status} ${statusText}`)
  for (const [name, value] of responseHeaders) terminal.tell(`${name}: ${value}`)
}

async function giveBody(
  { terminal, cwd, signal }: CommandContext,
  core: Core,
  record: ExchangeRecord,
  { json, output }: SendOptions,
): Promise<void> {
  if (json) await terminal.out(`${JSON.stringify(record)}\n`)
  if (!record.isBodyKept || (json && output === undefined)) return
  const { path } = await core.bodies.find(record.id)
  const body = createReadStream(path)
  if (output !== undefined) return await pipeline(body, createWriteStream(resolve(cwd, output)), { signal })
  for await (const chunk of body) await terminal.out(chunk as string)
}
