import { Agent, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'

import type { Step } from './step.ts'

export interface Reply {
  readonly status: number
  readonly interim: readonly number[]
  /** As sent. */
  readonly headerNames: readonly string[]
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

type Values = ReadonlyMap<string, string>

/** Sends a step on a connection of its own. Null when the step leaves before the answer. */
export async function sendStep(
  step: Step,
  baseUrl: string,
  values: Values,
  signal: AbortSignal,
): Promise<Reply | null> {
  const body = bodyOf(step, values)
  const agent = new Agent({ keepAlive: true })
  const outgoing = request(baseUrl + fill(step.path, values), {
    method: step.method,
    headers: headersOf(step, body, values),
    agent,
    signal,
  })
  const interim: number[] = []
  outgoing.on('information', ({ statusCode }) => interim.push(statusCode))
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve)
    outgoing.on('error', reject)
  })
  if (step.missingBytes !== undefined) return leave(outgoing, body, answered)

  if (step.expectsContinue) {
    outgoing.on('continue', () => outgoing.end(body))
    outgoing.flushHeaders()
  } else {
    outgoing.end(body)
  }
  const answer = await answered
  const read = await text(answer)
  agent.destroy()
  return {
    status: answer.statusCode ?? 0,
    interim,
    headerNames: answer.rawHeaders.filter((_name, index) => index % 2 === 0),
    headers: answer.headers,
    text: read,
  }
}

async function leave(outgoing: ClientRequest, body: string, answered: Promise<unknown>): Promise<null> {
  await new Promise((resolve) => outgoing.write(body, resolve))
  outgoing.destroy()
  await answered.catch(() => null)
  return null
}

function headersOf(step: Step, body: string, values: Values): Record<string, string> {
  const token = values.get(`token:${step.as}`)
  const sizeBytes = Buffer.byteLength(body) + (step.missingBytes ?? 0)
  const hasBody = step.text !== undefined || step.json !== undefined
  const framing = step.isChunked
    ? { 'Transfer-Encoding': 'chunked' }
    : { 'Content-Length': String(sizeBytes) }
  const own = Object.entries(step.headers ?? {}).map(([name, value]) => [name, fill(value, values)])
  return {
    ...(token === undefined ? {} : { 'X-Auth-Token': token }),
    ...(step.json === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...Object.fromEntries(own),
    ...(hasBody ? framing : {}),
    ...(step.expectsContinue ? { Expect: '100-continue' } : {}),
  }
}

function bodyOf(step: Step, values: Values): string {
  return fill(step.json === undefined ? (step.text ?? '') : JSON.stringify(step.json), values)
}

function fill(template: string, values: Values): string {
  return template.replaceAll(/\{([a-z]+[.:]?[a-z]+)\}/g, (whole, name: string) => values.get(name) ?? whole)
}
