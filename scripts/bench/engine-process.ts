import * as http from 'node:http'
import { text } from 'node:stream/consumers'

import { collectAnswer } from '../../electron/core/http/collect-answer.ts'
import { createHttpEngine } from '../../electron/core/http/create-http-engine.ts'
import type { ExchangeRequest } from '../../electron/core/http/exchange.ts'
import { median, never } from './bench.ts'

export interface EngineOrder {
  readonly url: string
  /** How often each side takes its turn. */
  readonly turns: number
}

/** Medians of one request, in ms. */
export interface EngineReport {
  readonly oursMs: number
  readonly bareMs: number
}

const warmUp = 300
const together = 100

/** Small requests on a kept connection, by the engine and by `node:http` alone, a hundred of each in turns. */
export async function runEngine({ url, turns }: EngineOrder): Promise<void> {
  const engine = createHttpEngine()
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const ours = () => collectAnswer(engine.send, smallRequest(url), never)
  const bare = () => askBare(url, agent)
  await timesOf(ours, warmUp)
  await timesOf(bare, warmUp)
  const oursMs: number[] = []
  const bareMs: number[] = []
  for (let turn = 0; turn < turns; turn++) {
    oursMs.push(median(await timesOf(ours, together)))
    bareMs.push(median(await timesOf(bare, together)))
  }
  agent.destroy()
  await engine.close()
  process.send?.({ oursMs: median(oursMs), bareMs: median(bareMs) } satisfies EngineReport)
}

async function timesOf(send: () => Promise<unknown>, count: number): Promise<number[]> {
  const times: number[] = []
  for (let sent = 0; sent < count; sent++) {
    const startedAtMs = performance.now()
    await send()
    times.push(performance.now() - startedAtMs)
  }
  return times
}

function askBare(url: string, agent: http.Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { Accept: 'application/json' } }, (answer) => {
        text(answer).then(resolve, reject)
      })
      .on('error', reject)
  })
}

function smallRequest(url: string): ExchangeRequest {
  return {
    id: crypto.randomUUID(),
    method: 'GET',
    url,
    headers: [['Accept', 'application/json']],
    body: { kind: 'none' },
    into: { kind: 'memory', capBytes: 1024 * 1024 },
    connection: { verifyTls: true, extraCaPem: null },
    expectContinue: false,
    idleTimeoutMs: 60_000,
    context: { origin: 'workbench', cloudId: null, imageId: null },
  }
}
