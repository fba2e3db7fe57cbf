import { afterAll, beforeAll, expect, test } from 'vitest'

import type { BulkEvent } from '../../../shared/model/image-bulk.ts'
import type { BulkOperation } from '../../../shared/model/image-operation.ts'
import { openTestImages, type TestImages } from './open-test-images.ts'

const never = new AbortController().signal
const cloudId = 'test'
let host: TestImages

beforeAll(async () => {
  host = await openTestImages()
})
afterAll(() => host.close())

test('tells the outcome of each image, and one that fails stops no other', async () => {
  const [plain, kept, gone] = [await host.create(), await host.create({ isProtected: true }), 'no-such-image']

  const events = await run({ action: 'delete' }, [plain, kept, gone, plain])

  expect(outcomes(events)).toEqual({ [plain]: 'done', [kept]: 'IMAGE_FORBIDS', [gone]: 'IMAGE_GONE' })
  expect(events.filter(({ outcome }) => outcome === 'started')).toHaveLength(3)
})

test.each<[BulkOperation, object]>([
  [{ action: 'set-visibility', visibility: 'community' }, { visibility: 'community' }],
  [{ action: 'set-protected', isProtected: true }, { isProtected: true }],
  [{ action: 'set-hidden', isHidden: true }, { isHidden: true }],
  [{ action: 'add-tag', tag: 'new' }, { tags: ['new', 'old'] }],
  [{ action: 'remove-tag', tag: 'old' }, { tags: [] }],
  [{ action: 'deactivate' }, { status: 'deactivated' }],
])('does %o to every image', async (operation, expected) => {
  const ids = [await host.create({ tags: ['old'] }), await host.create({ tags: ['old'] })]
  for (const id of ids) await host.upload(id)

  const events = await run(operation, ids)

  expect(Object.values(outcomes(events))).toEqual(['done', 'done'])
  for (const imageId of ids) {
    expect(await host.demo.show({ cloudId, imageId }, never)).toMatchObject(expected)
  }
})

test('starts no more once it is stopped, and lets what is under way end', async () => {
  const ids: string[] = []
  for (let count = 0; count < 12; count++) ids.push(await host.create())
  const stop = new AbortController()
  const reason = new Error('enough')
  const started: string[] = []

  const running = (async () => {
    const events = host.demo.runBulk({ cloudId, operation: { action: 'delete' }, imageIds: ids }, stop.signal)
    for await (const event of events) {
      if (event.outcome === 'started') started.push(event.imageId)
      if (event.outcome === 'done') stop.abort(reason)
    }
  })()

  await expect(running).rejects.toBe(reason)
  const page = await host.demo.list({ cloudId, marker: null, limit: 1000 }, never)
  const left = new Set(page.images.map(({ id }) => id))
  expect(started.length).toBeLessThan(ids.length)
  expect(ids.filter((id) => !left.has(id)).toSorted()).toEqual(started.toSorted())
})

async function run(operation: BulkOperation, imageIds: string[]): Promise<BulkEvent[]> {
  const events: BulkEvent[] = []
  for await (const event of host.demo.runBulk({ cloudId, operation, imageIds }, never)) events.push(event)
  return events
}

function outcomes(events: readonly BulkEvent[]): Record<string, string> {
  return Object.fromEntries(
    events.flatMap((event) => {
      if (event.outcome === 'started') return []
      return [[event.imageId, event.outcome === 'failed' ? event.problem.code : event.outcome]]
    }),
  )
}
