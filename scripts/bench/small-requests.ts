import * as http from 'node:http'
import { text } from 'node:stream/consumers'

import { collectAnswer } from '../../electron/core/http/collect-answer.ts'
import { createHttpEngine } from '../../electron/core/http/create-http-engine.ts'
import type { ExchangeRequest } from '../../electron/core/http/exchange.ts'
import type { Answers } from './answers-process.ts'
import { type Bench, type Measured, median, never } from './bench.ts'
import { forkRole, nextMessage, stopRole } from './roles.ts'

const warmUp = 300
const together = 100

/** Small requests on a kept connection, by the engine and by `node:http` alone, a hundred of each in turns. */
export async function measureEngine(bench: Bench): Promise<Measured> {
  const answers = forkRole('answers', '')
  const engine = createHttpEngine()
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  try {
    const { origin } = await nextMessage<Answers>(answers)
    const url = `${origin}/small/cirros`
    const ours = () => collectAnswer(engine.send, smallRequest(url), never)
    const bare = () => askBare(url, agent)
    await timesOf(ours, warmUp)
    await timesOf(bare, warmUp)
    const oursMs: number[] = []
    const bareMs: number[] = []
    for (let count = 0; count < 4 * bench.runs; count++) {
      oursMs.push(median(await timesOf(ours, together)))
      bareMs.push(median(await timesOf(bare, together)))
    }
    bench.log(
      `small request: ${median(oursMs).toFixed(3)} ms; node:http alone: ${median(bareMs).toFixed(3)} ms`,
    )
    return {
      values: { 'engine/node-http': median(oursMs) / median(bareMs) },
      series: [
        { what: 'a thousand small requests, Arclight’s engine', eachMs: [1000 * median(oursMs)] },
        { what: 'a thousand small requests, `node:http` alone', eachMs: [1000 * median(bareMs)] },
      ],
    }
  } finally {
    agent.destroy()
    await engine.close()
    await stopRole(answers)
  }
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
