import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'

import type { Contract } from '../../shared/contract/index.ts'
import { fakeCore } from '../api/testing/fake-core.ts'
import { hostileFrames } from '../api/testing/hostile-frames.ts'
import { type HttpServer, startHttpServer } from './http-server.ts'
import { ask } from './testing/ask.ts'

const count = process.env['ARCLIGHT_SOAK'] ? 50_000 : 10_000
const seed = Number(process.env['ARCLIGHT_SEED'] ?? 11)
let pageDir: string
let server: HttpServer

beforeEach(async () => {
  pageDir = await mkdtemp(join(tmpdir(), 'arclight-frames-'))
  server = await startHttpServer({ core: fakeCore(), report: () => {} }, { port: 0, pageDir })
})
afterEach(async () => {
  await server.close()
  await rm(pageDir, { recursive: true })
})

test(`answers honest calls after ${count} hostile frames (seed ${seed})`, { timeout: 180_000 }, async () => {
  const { port, origin, hash } = new URL(server.url)
  const body = JSON.stringify({ token: hash.slice('#token='.length) })
  const entered = await ask(Number(port), '/session', { method: 'POST', headers: { origin }, body })
  const cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { origin, headers: { cookie } })
  await once(socket, 'open')
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ websocket: socket as never }))

  let slowestMs = 0
  const frames = hostileFrames(count, seed)
  for (let from = 0; from < frames.length; from += 100) {
    // As text and as bytes, one after the other.
    for (const [at, frame] of frames.slice(from, from + 100).entries())
      socket.send(at % 10 === 0 ? Buffer.from(frame) : frame)
    const askedAt = performance.now()
    expect(await client.app.info()).toMatchObject({ version: '1.2.3' })
    slowestMs = Math.max(slowestMs, performance.now() - askedAt)
  }

  socket.terminate()
  expect(slowestMs).toBeLessThan(1000)
  expect(Object.prototype).not.toHaveProperty('polluted')
  expect(Object.prototype).not.toHaveProperty('isAdmin')
})
