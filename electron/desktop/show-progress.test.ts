import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Transfer, TransferEvent } from '../../shared/model/transfer.ts'
import { untilAborted } from '../api/testing/fake-core.ts'
import { startForTest, turn } from './testing/start-for-test.ts'

let appDir: string
beforeEach(async () => {
  appDir = await mkdtemp(join(tmpdir(), 'arclight-progress-'))
})
afterEach(() => rm(appDir, { recursive: true }))

test('shows how far all transfers are together, and how many there are', async () => {
  const { standIn, window } = await after(
    { type: 'all', transfers: [transfer('a', { movedBytes: 0 })] },
    changed(transfer('b', { movedBytes: 100 })),
    changed(transfer('a', { movedBytes: 50 })),
    changed(transfer('a', { movedBytes: 50.1 })),
    changed(transfer('b', { state: 'verified', endedAtMs: 1 })),
  )

  expect(window.progress).toEqual([0, 0.5, 0.75, 0.5])
  expect(standIn.app.badges).toEqual([1, 2, 1])
  expect(standIn.isKeptAwake()).toBe(true)
})

test('shows nothing, and lets the machine sleep, when nothing moves', async () => {
  const { standIn, window } = await after(
    { type: 'all', transfers: [transfer('a', { movedBytes: 10 })] },
    changed(transfer('a', { state: 'paused', movedBytes: 10 })),
  )

  expect(window.progress).toEqual([0.1, -1])
  expect(standIn.app.badges).toEqual([1])
  expect(standIn.isKeptAwake()).toBe(false)
})

test('does not guess how far a transfer of unknown size is', async () => {
  const { standIn, window } = await after(
    { type: 'all', transfers: [transfer('a', { sizeBytes: null, movedBytes: 10 })] },
    { type: 'removed', transferId: 'a' },
  )

  expect(window.progress).toEqual([2, -1])
  expect(standIn.app.badges).toEqual([1, 0])
})

async function after(...events: TransferEvent[]) {
  const started = await startForTest(appDir, {
    transfers: {
      async *watch(signal) {
        yield* events
        yield* untilAborted(signal)
      },
    },
  })
  await turn()
  return started
}

function changed(of: Transfer): TransferEvent {
  return { type: 'changed', transfer: of }
}

function transfer(id: string, more: Partial<Transfer>): Transfer {
  return { id, state: 'moving', sizeBytes: 100, endedAtMs: null, ...more } as Transfer
}
