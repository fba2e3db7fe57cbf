import { expect, test } from 'vitest'

import { diagnoseImage } from './diagnose-image.ts'
import type { Image } from './image.ts'
import { rulingFor } from './image-action.ts'
import type { ImageTask } from './image-import.ts'
import { imageUnderTest } from './image-under-test.ts'

const start = Date.parse('2026-01-01T00:00:00Z')
const hour = 3_600_000
const failed = { os_glance_failed_import: 'fast,slow' }

test.each<[string, Partial<Image>, ImageTask[], number, string | null]>([
  ['queued for a minute', { status: 'queued' }, [], hour / 60, null],
  ['queued for two hours', { status: 'queued' }, [], 2 * hour, 'waits-for-data'],
  ['queued after an import that failed', { status: 'queued', properties: failed }, [], 0, 'import-failed'],
  ['queued after a task that failed', { status: 'queued' }, [task('failure')], 0, 'import-failed'],
  ['saving for five hours', { status: 'saving' }, [], 5 * hour, null],
  ['saving for seven hours', { status: 'saving' }, [], 7 * hour, 'upload-hangs'],
  ['staged for an hour', { status: 'uploading', sizeBytes: 5 }, [], hour, 'waits-for-import'],
  ['being staged for an hour', { status: 'uploading', sizeBytes: null }, [], hour, null],
  ['being staged for seven hours', { status: 'uploading', sizeBytes: null }, [], 7 * hour, 'stage-hangs'],
  ['importing, and its task still speaks', { status: 'importing' }, [task('processing', hour)], hour, null],
  ['importing, and its task is silent', { status: 'importing' }, [task('processing')], hour, 'import-hangs'],
  ['importing, and its task has failed', { status: 'importing' }, [task('failure')], 0, 'import-lost'],
  ['active, and its copy failed', { properties: failed }, [task('failure')], 0, 'copy-failed'],
  ['active, and copied again', { properties: failed }, [task('processing')], 0, null],
  ['active', {}, [], 1000 * hour, null],
  ['killed', { status: 'killed' }, [], 0, 'is-killed'],
  ['waiting to be removed', { status: 'pending_delete' }, [], 0, 'waits-for-removal'],
])('an image that is %s', (_, changes, tasks, afterMs, code) => {
  const image = imageUnderTest(changes)

  const diagnosis = diagnoseImage(image, tasks, start + afterMs)

  expect(diagnosis?.code ?? null).toBe(code)
  // Each way out is one that the state table lets through.
  const viewer = { isAdmin: true, projectId: null }
  const rulings = diagnosis?.waysOut.map((action) => rulingFor(action, image, viewer).isAllowed)
  expect(rulings ?? []).not.toContain(false)
})

test('tells the newest task, the stores, and for how long nothing has moved', () => {
  const older = { ...task('success'), id: 'old' }
  const newer = { ...task('failure', hour), createdAt: '2026-01-01T00:30:00Z' }

  const diagnosis = diagnoseImage(
    imageUnderTest({ status: 'queued', properties: failed }),
    [older, newer],
    start + 3 * hour,
  )

  expect(diagnosis).toMatchObject({ quietMs: 2 * hour, failedStores: ['fast', 'slow'], waitingStores: [] })
  expect(diagnosis?.task).toEqual(newer)
})

function task(status: string, movedAfterMs = 0): ImageTask {
  return {
    id: 't1',
    type: 'api_image_import',
    status,
    message: 'Copied 15 MiB',
    imageId: 'i1',
    owner: 'p1',
    requestId: 'req-1',
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: new Date(start + movedAfterMs).toISOString(),
    expiresAt: null,
  }
}
