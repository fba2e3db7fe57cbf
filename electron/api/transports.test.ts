import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { MessageChannel } from 'node:worker_threads'

import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { RPCHandler as SocketHandler } from '@orpc/server/ws'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'

import type { Contract } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { HistoryEvent } from '../../shared/model/exchange.ts'
import type { Core } from '../core/core.ts'
import { router } from './router.ts'
import { fakeCore, untilAborted } from './testing/fake-core.ts'

type Client = ContractRouterClient<Contract>

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

describe.each([
  ['a message port', overPort],
  ['a web socket', overSocket],
])('over %s', (_name, connect) => {
  test('calls are answered', async () => {
    const client = await connect(fakeCore())

    expect(await client.app.info()).toMatchObject({ version: '1.2.3', shell: 'served' })
  })

  test('failures are typed', async () => {
    const client = await connect(
      fakeCore({
        images: { show: () => Promise.reject(new AppError('IMAGE_EMPTY', { imageId: 'image-1' })) },
      }),
    )

    await expect(client.images.show({ cloudId: 'lab', imageId: 'image-1' })).rejects.toMatchObject({
      code: 'IMAGE_EMPTY',
      data: { imageId: 'image-1' },
      defined: true,
    })
  })

  test('an aborted call aborts the core’s', async () => {
    const caller = new AbortController()
    let told: () => void
    const isAborted = new Promise<void>((resolve) => (told = resolve))
    const client = await connect(
      fakeCore({
        images: {
          show: (_query, signal) => {
            signal.addEventListener('abort', () => told())
            caller.abort(new Error('enough'))
            return new Promise(() => {})
          },
        },
      }),
    )

    const call = client.images.show({ cloudId: 'lab', imageId: 'x' }, { signal: caller.signal })

    await expect(call).rejects.toThrow('enough')
    await isAborted
  })

  test('leaving a stream ends the core’s', async () => {
    let told: () => void
    const isEnded = new Promise<void>((resolve) => (told = resolve))
    const client = await connect(
      fakeCore({
        history: {
          async *watch(signal) {
            try {
              yield { type: 'cleared' }
              yield* untilAborted(signal)
            } finally {
              told()
            }
          },
        },
      }),
    )
    const seen: HistoryEvent[] = []

    for await (const event of await client.history.watch()) {
      seen.push(event)
      break
    }

    await isEnded
    expect(seen).toEqual([{ type: 'cleared' }])
  })

  test('a stream fails typed', async () => {
    const client = await connect(
      fakeCore({
        transfers: {
          async *watch() {
            yield { type: 'all', transfers: [] }
            throw new AppError('TRANSFER_INTERRUPTED', {})
          },
        },
      }),
    )

    const read = async () => {
      for await (const event of await client.transfers.watch()) expect(event.type).toBe('all')
    }

    await expect(read()).rejects.toMatchObject({ code: 'TRANSFER_INTERRUPTED', defined: true })
  })
})

async function overPort(core: Core): Promise<Client> {
  const { port1, port2 } = new MessageChannel()
  new PortHandler(router).upgrade(port1, { context: { core, report } })
  port1.start()
  port2.start()
  closing.push(() => port1.close())
  return createORPCClient(new PortLink({ port: port2 as never }))
}

async function overSocket(core: Core): Promise<Client> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  const handler = new SocketHandler(router)
  server.on('connection', (socket) => void handler.upgrade(socket, { context: { core, report } }))
  await once(server, 'listening')
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  closing.push(() => {
    socket.terminate()
    server.close()
  })
  return createORPCClient(new SocketLink({ websocket: socket as never }))
}

function report(bug: unknown): void {
  throw new Error('a bug was reported', { cause: bug })
}
