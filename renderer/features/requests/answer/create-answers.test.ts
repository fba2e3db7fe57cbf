import { expect, test } from 'vitest'

import type { ExchangeRecord } from '../../../../shared/model/exchange.ts'
import type { SendEvent } from '../../../../shared/model/request.ts'
import type { Client } from '../../../lib/api.ts'
import { newDraft } from '../../../../shared/model/new-draft.ts'
import { createAnswers } from './create-answers.ts'

const order = { draft: newDraft, cloudId: null }
const record = { id: 'x1', status: 200 } as ExchangeRecord

test('follows a send from its start to the answer', async () => {
  const answers = createAnswers()
  const seen: unknown[] = []
  const stop = answers.subscribe(({ byTab }) => seen.push(byTab.get('tab')))
  const client = clientThat(async function* () {
    yield { type: 'started', exchangeId: 'x1', url: 'http://c/' }
    yield { type: 'head', atMs: 3, status: 200, statusText: 'OK', headers: [] }
    yield { type: 'progress', sentBytes: 0, receivedBytes: 512 }
    yield { type: 'end', record, outcomes: [] }
  })

  await answers.getState().send(client, 'tab', order)
  stop()

  expect(seen).toMatchObject([
    { state: 'sending', exchangeId: null },
    { state: 'sending', exchangeId: 'x1' },
    { state: 'sending', status: { code: 200, text: 'OK' } },
    { state: 'sending', receivedBytes: 512 },
    { state: 'answered', record },
  ])
})

test('shows what was noted of an exchange that failed on the wire', async () => {
  const answers = createAnswers()
  const failure = new Error('reset')
  const client = clientThat(async function* () {
    yield { type: 'started', exchangeId: 'x1', url: 'http://c/' }
    throw failure
  })

  await answers.getState().send(client, 'tab', order)

  expect(answers.getState().byTab.get('tab')).toEqual({ state: 'failed', error: failure, record })
})

test('shows an answer with what comes along, and without what does not come, or fails', async () => {
  const answers = createAnswers()
  const client = clientThat(async function* () {
    yield { type: 'end', record, outcomes: [] }
  })
  const state = () => answers.getState().byTab.get('tab')?.state
  let stateBefore: string | undefined
  const quick = async () => {
    stateBefore = state()
  }
  const works = [quick, () => Promise.reject(new Error('lost')), () => new Promise<void>(() => {})]

  for (const withAnswer of works) {
    await answers.getState().send(client, 'tab', { ...order, withAnswer })
    expect(state()).toBe('answered')
  }
  expect(stateBefore).toBe('sending')
})

test('cancels the request, and hears nothing more of it', async () => {
  const answers = createAnswers()
  const client = clientThat(async function* (signal) {
    yield { type: 'started', exchangeId: 'x1', url: 'http://c/' }
    await untilAborted(signal)
  })
  const sent = answers.getState().send(client, 'tab', order)

  answers.getState().cancel('tab')
  await sent

  expect(answers.getState().byTab.get('tab')).toEqual({ state: 'cancelled' })
})

test('a second send takes the place of the first', async () => {
  const answers = createAnswers()
  let firstSignal: AbortSignal | undefined
  const slow = clientThat(async function* (signal) {
    firstSignal = signal
    await untilAborted(signal)
    yield { type: 'end', record, outcomes: [] }
  })
  const quick = clientThat(async function* () {
    yield { type: 'end', record: { ...record, id: 'x2' }, outcomes: [] }
  })
  const first = answers.getState().send(slow, 'tab', order)

  await answers.getState().send(quick, 'tab', order)
  await first

  expect(firstSignal?.aborted).toBe(true)
  expect(answers.getState().byTab.get('tab')).toMatchObject({ state: 'answered', record: { id: 'x2' } })
})

async function untilAborted(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
}

type Events = (signal: AbortSignal) => AsyncGenerator<SendEvent, void>

function clientThat(answer: Events): Client {
  const fake = {
    requests: { send: async (_: unknown, options: { signal: AbortSignal }) => answer(options.signal) },
    history: { show: async () => record },
  }
  return fake as unknown as Client
}
