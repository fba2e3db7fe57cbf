import { EventEmitter } from 'node:events'

import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { expect, test } from 'vitest'

import type { Contract } from '../../shared/contract/index.ts'
import { fakeCore } from '../api/testing/fake-core.ts'
import { hostileFrames } from '../api/testing/hostile-frames.ts'
import { channels } from './channels.ts'
import { pageOrigin } from './page-origin.ts'
import { answerPorts } from './port.ts'
import { createStandInChannel } from './testing/stand-in-port.ts'

const count = process.env['ARCLIGHT_SOAK'] ? 50_000 : 10_000
const seed = Number(process.env['ARCLIGHT_SEED'] ?? 12)

test(`answers honest calls after ${count} hostile messages (seed ${seed})`, {
  timeout: 180_000,
}, async () => {
  const { page, main, sendFromPage } = createStandInChannel()
  const ipc = new EventEmitter()
  answerPorts(ipc as never, { core: fakeCore(), report: () => {} })
  const mainFrame = { origin: pageOrigin }
  ipc.emit(channels.connect, { ports: [main], senderFrame: mainFrame, sender: { mainFrame } })
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: page }))

  let slowestMs = 0
  const frames = hostileFrames(count, seed)
  for (let from = 0; from < frames.length; from += 100) {
    for (const [at, frame] of frames.slice(from, from + 100).entries())
      sendFromPage(at % 10 === 0 ? cloned(frame, at) : frame)
    const askedAt = performance.now()
    expect(await client.app.info()).toMatchObject({ version: '1.2.3' })
    slowestMs = Math.max(slowestMs, performance.now() - askedAt)
  }

  page.close()
  expect(slowestMs).toBeLessThan(1000)
  expect(Object.prototype).not.toHaveProperty('polluted')
  expect(Object.prototype).not.toHaveProperty('isAdmin')
})

/** A port carries more than text. */
function cloned(frame: string, at: number): unknown {
  return [Buffer.from(frame), new Map([[frame, at]]), { i: '0', p: { u: '/app/info' }, frame }, at, null][
    at % 5
  ]
}
