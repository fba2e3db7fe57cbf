import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'

import { AppError } from '../../shared/errors.ts'
import { defaultHistoryLimits } from '../../shared/model/history-limits.ts'
import type { SendEvent } from '../../shared/model/request.ts'
import { router } from './router.ts'
import { type CoreParts, fakeCore } from './testing/fake-core.ts'

const one = { cloudId: 'lab', imageId: 'image-1' }
const refusal = { host: 'cloud:9292', status: 403, message: 'not yours', requestId: 'req-1' }
const draft = {
  name: '',
  method: 'GET',
  url: 'http://cloud/',
  headers: [],
  body: { kind: 'none' as const },
}

test('a failure of the core reaches the caller with its code and data', async () => {
  const { client, bugs } = clientOver({
    images: { deactivate: () => Promise.reject(new AppError('CLOUD_REFUSED', refusal)) },
  })

  await expect(client.images.deactivate(one)).rejects.toMatchObject({
    code: 'CLOUD_REFUSED',
    data: refusal,
    defined: true,
  })
  expect(bugs).toEqual([])
})

test('a failure that is nobody’s to mend is reported and not defined', async () => {
  const bug = new TypeError('undefined is not a function')
  const { client, bugs } = clientOver({ images: { deactivate: () => Promise.reject(bug) } })

  await expect(client.images.deactivate(one)).rejects.not.toMatchObject({ defined: true })
  expect(bugs).toEqual([bug])
})

test('bad input never reaches the core', async () => {
  let isReached = false
  const { client } = clientOver({
    images: {
      show: () => {
        isReached = true
        return Promise.reject(new Error('reached'))
      },
    },
  })

  await expect(client.images.show({ cloudId: '', imageId: 'x' })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
  expect(isReached).toBe(false)
})

test('an answer that breaks the contract is a bug of ours', async () => {
  const { client, bugs } = clientOver({ clouds: { list: async () => [{ id: 'lab' } as never] } })

  await expect(client.clouds.list()).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
  expect(bugs).toHaveLength(1)
})

test('a stream that fails half way fails typed, after what came before', async () => {
  const { client } = clientOver({
    requests: {
      async *send() {
        yield { type: 'sent', atMs: 1 }
        throw new AppError('CLOUD_UNREACHABLE', { host: 'cloud', reason: 'reset', detail: '' })
      },
    },
  })
  const seen: SendEvent[] = []

  const reading = (async () => {
    for await (const event of await client.requests.send({ draft, cloudId: null })) seen.push(event)
  })()

  await expect(reading).rejects.toMatchObject({
    code: 'CLOUD_UNREACHABLE',
    data: { reason: 'reset' },
    defined: true,
  })
  expect(seen).toEqual([{ type: 'sent', atMs: 1 }])
})

test('an abort reaches the core’s signal with its reason, and is no bug', async () => {
  const caller = new AbortController()
  const { client, bugs } = clientOver({
    images: {
      show: (_query, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error))
          caller.abort(new Error('changed my mind'))
        }),
    },
  })

  await expect(client.images.show(one, { signal: caller.signal })).rejects.toThrow('changed my mind')
  expect(bugs).toEqual([])
})

test('a change of settings leaves alone what it does not name', async () => {
  const changes: object[] = []
  const kept = {
    language: null,
    theme: 'dark' as const,
    activeCloudId: null,
    imageViews: [],
    history: defaultHistoryLimits,
  }
  const { client } = clientOver({
    settings: {
      change: (change) => {
        changes.push(change)
        return kept
      },
    },
  })

  await client.app.changeSettings({ theme: 'dark', language: undefined })

  expect(changes).toEqual([{ theme: 'dark' }])
})

function clientOver(parts: CoreParts) {
  const bugs: unknown[] = []
  const context = { core: fakeCore(parts), report: (bug: unknown) => bugs.push(bug) }
  return { client: createRouterClient(router, { context }), bugs }
}
