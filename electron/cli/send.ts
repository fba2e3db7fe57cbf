import { createReadStream, createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

import type { ExchangeRecord } from '../../shared/model/exchange.ts'
import type { RequestDraft } from '../../shared/model/request.ts'
import type { Core } from '../core/core.ts'
import { chooseCloud } from './choose-cloud.ts'
import type { CommandContext } from './command-context.ts'
import { CommandProblem } from './command-problem.ts'
import { exitCodes } from './exit-code.ts'
import { setVariable } from './set-variable.ts'

export interface SendOptions {
  readonly curl?: string
  readonly curlFile?: string
  readonly cloud?: string
  readonly var: readonly string[]
  readonly output?: string
  readonly include: boolean
  readonly fail: boolean
  readonly json: boolean
}

/** `arclight send`: one request, its answer's body to stdout or a file. */
export async function send(context: CommandContext, options: SendOptions): Promise<void> {
  const core = await context.openCore()
  try {
    const draft = await readDraft(context, core, options)
    for (const pair of options.var) setVariable(core, pair)
    const cloudId = options.cloud === undefined ? null : (await chooseCloud(context, core, options.cloud)).id
    const record = await exchange(context, core, { draft, cloudId })
    if (options.include) showHead(context, record)
    await giveBody(context, core, record, options)
    if (options.fail && (record.status ?? 0) >= 400)
      throw new CommandProblem('BAD_STATUS', exitCodes.refused, (words) =>
        words.badStatus(record.status ?? 0),
      )
  } finally {
    await core.close()
  }
}

async function readDraft(
  { terminal, language, cwd, signal }: CommandContext,
  core: Core,
  { curl, curlFile }: SendOptions,
): Promise<RequestDraft> {
  if ((curl === undefined) === (curlFile === undefined))
    throw new CommandProblem('OPTION_INVALID', exitCodes.usage, (words) => words.oneSource)
  const command = curl ?? (await readText(cwd, curlFile ?? ''))
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
  input: { draft: RequestDraft; cloudId: string | null },
): Promise<ExchangeRecord> {
  for await (const event of core.requests.send(input, signal)) if (event.type === 'end') return event.record
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
