import { EventEmitter, once } from 'node:events'
import { statSync } from 'node:fs'
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import { expect, test } from 'vitest'

import { createHttpEngine } from './create-http-engine.ts'
import type { BodySource, ExchangeEvent, ExchangeRequest } from './exchange.ts'
import { allClosed, listen, rawServer, trialRequest } from './exchange-trial.ts'

/** Gives half of what it promises and then waits. */
const stuckBody: BodySource = {
  kind: 'stream',
  name: 'stuck.img',
  sizeBytes: 200_000,
  open: async () => {
    const stream = new Readable({ read() {} })
    stream.push(Buffer.alloc(100_000))
    return stream
  },
}
const bigBody: BodySource = { kind: 'bytes', bytes: Buffer.alloc(50_000_000) }

/** When to stop, and a request that stays at that point for ever. */
const moments: [string, ExchangeEvent['type'], string, Partial<ExchangeRequest>][] = [
  ['as the connection stands', 'connected', '', {}],
  ['while the answer is waited for', 'sent', '', {}],
  [
    'while the server is asked for the body',
    'connected',
    '',
    { method: 'PUT', body: bigBody, expectContinue: true },
  ],
  ['while the server does not read the body', 'connected', 'deaf', { method: 'PUT', body: bigBody }],
  ['while the source of the body gives nothing', 'connected', '', { method: 'PUT', body: stuckBody }],
  ['at the head', 'head', 'half', {}],
  ['while a sink holds the answer', 'head', 'half', { into: { kind: 'custom', start() {}, write: stuck } }],
  ['before a sink takes the answer', 'head', 'half', { into: { kind: 'custom', start: stuck, write() {} } }],
]

test.each(moments)(
  'an abort %s closes both sides and passes its reason through',
  async (_, type, path, changes) => {
    const engine = createHttpEngine()
    const heard = new EventEmitter()
    await using server = await rawServer((socket, head) => {
      answerHalf(socket, head)
      heard.emit('head')
    })
    const stopping = new AbortController()
    const reason = new Error('enough')
    const seen: string[] = []

    const running = (async () => {
      for await (const event of engine.send(
        trialRequest(`${server.url}/${path}`, changes),
        stopping.signal,
      )) {
        seen.push(event.type)
        if (event.type !== type) continue
        if (path === 'deaf') heard.once('head', () => stopping.abort(reason))
        else setImmediate(() => stopping.abort(reason))
      }
    })()

    await expect(running).rejects.toBe(reason)
    await allClosed(server)
    expect(seen).not.toContain('end')
  },
)

test('an abort while the connection is made closes it', async () => {
  const engine = createHttpEngine()
  const stopping = new AbortController()
  const server = createServer()
  const connected = once(server, 'connection')
  const port = await listen(server)

  const events = engine.send(trialRequest(`https://127.0.0.1:${port}/`), stopping.signal)
  const first = events.next()
  const [socket]: Socket[] = await connected
  stopping.abort('enough')

  await expect(first).rejects.toBe('enough')
  socket?.resume()
  await once(server.close(), 'close')
})

test('an abort before the start sends nothing', async () => {
  const engine = createHttpEngine()
  await using server = await rawServer(answerHalf)

  const events = engine.send(trialRequest(server.url), AbortSignal.abort('no'))

  await expect(events.next()).rejects.toBe('no')
  expect(server.connections()).toBe(0)
})

test.runIf(process.platform === 'linux')(
  'leaving at any moment leaves no descriptor and no file behind',
  async () => {
    const engine = createHttpEngine()
    const directory = await mkdtemp(join(tmpdir(), 'arclight-'))
    await using server = await rawServer(answerHalf)
    const changes: [string, Partial<ExchangeRequest>][] = [
      ...moments.map(([, , path, change]): [string, Partial<ExchangeRequest>] => [path, change]),
      ['half', { into: { kind: 'file', path: join(directory, 'body') } }],
      [
        'deaf',
        {
          method: 'PUT',
          body: {
            kind: 'file',
            path: process.execPath,
            name: 'n',
            sizeBytes: statSync(process.execPath).size,
          },
        },
      ],
    ]
    const leave = async (type: ExchangeEvent['type'], path: string, change: Partial<ExchangeRequest>) => {
      for await (const event of engine.send(trialRequest(`${server.url}/${path}`, change), never))
        if (event.type === type || event.type === 'head') break
    }
    await leave('connected', '', {})
    await allClosed(server)
    const before = await openDescriptors()

    for (let round = 0; round < 5; round += 1)
      for (const [path, change] of changes)
        for (const type of path === 'half' ? (['connected', 'head'] as const) : (['connected'] as const))
          await leave(type, path, change)
    await allClosed(server)

    // A file is closed on a thread of its own.
    await expect.poll(openDescriptors).toEqual(before)
    expect(await readdir(directory)).toEqual([])
    await rm(directory, { recursive: true })
  },
)

const never = new AbortController().signal

function stuck(): Promise<void> {
  return new Promise(() => {})
}

/** Answers half of what it announces, or nothing, or does not even read. */
function answerHalf(socket: Socket, head: string): void {
  if (head.includes('/half ')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab')
  if (head.includes('/deaf ')) socket.pause()
}

/** The sockets and files that this process holds open, by what they are. */
async function openDescriptors(): Promise<Record<string, number>> {
  const counts: Record<string, number> = { 'socket:': 0 }
  for (const descriptor of await readdir('/proc/self/fd')) {
    // The one that lists the folder is gone by now.
    const target = await readlink(`/proc/self/fd/${descriptor}`).catch(() => '')
    const kind = target.startsWith('socket:') ? 'socket:' : target
    if (kind === 'socket:' || kind.startsWith('/')) counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}
