import { AppError } from '../../../shared/errors.ts'
import type { BulkEvent } from '../../../shared/model/image-bulk.ts'
import type { ImageChange } from '../../../shared/model/image-change.ts'
import type { BulkOperation } from '../../../shared/model/image-operation.ts'
import type { OneImage } from '../core.ts'
import type { ImageServicePorts } from './call-image-service.ts'
import { queueForCache } from './image-cache.ts'
import { addMember } from './image-members.ts'
import { addTag, removeTag } from './image-tags.ts'
import { actOnImage, deleteFromStore } from './image-verbs.ts'
import { importImage } from './import-image.ts'
import { patchImage } from './update-image.ts'

const atOnce = 4

/**
 * Does one operation to each image, a few at a time, and tells of each as it ends. One that fails stops no other.
 * When the caller stops, no more are started and those under way come to their end: none is left half known.
 */
export async function* runBulk(
  ports: ImageServicePorts,
  {
    cloudId,
    operation,
    imageIds,
  }: { cloudId: string; operation: BulkOperation; imageIds: readonly string[] },
  signal: AbortSignal,
): AsyncGenerator<BulkEvent, void> {
  const waiting = [...new Set(imageIds)].values()
  const running = new Map<string, Promise<BulkEvent>>()
  try {
    for (;;) {
      while (running.size < atOnce && !signal.aborted) {
        const next = waiting.next()
        if (next.done) break
        running.set(next.value, outcomeOf(ports, operation, { cloudId, imageId: next.value }))
        yield { outcome: 'started', imageId: next.value }
      }
      if (running.size === 0) break
      const event = await Promise.race(running.values())
      running.delete(event.imageId)
      yield event
    }
    signal.throwIfAborted()
  } finally {
    await Promise.all(running.values())
  }
}

async function outcomeOf(
  ports: ImageServicePorts,
  operation: BulkOperation,
  one: OneImage,
): Promise<BulkEvent> {
  const { imageId } = one
  try {
    await perform(ports, operation, one, new AbortController().signal)
    return { outcome: 'done', imageId }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { outcome: 'failed', imageId, problem: { code: error.code, data: { ...error.data } } }
  }
}

async function perform(
  ports: ImageServicePorts,
  operation: BulkOperation,
  one: OneImage,
  signal: AbortSignal,
): Promise<unknown> {
  switch (operation.action) {
    case 'delete':
    case 'deactivate':
    case 'reactivate':
      return actOnImage(ports, operation.action, one, signal)
    case 'set-visibility':
      return set(ports, one, { name: 'visibility', value: operation.visibility }, signal)
    case 'set-protected':
      return set(ports, one, { name: 'protected', value: operation.isProtected }, signal)
    case 'set-hidden':
      return set(ports, one, { name: 'os_hidden', value: operation.isHidden }, signal)
    case 'add-tag':
      return addTag(ports, { ...one, tag: operation.tag }, signal)
    case 'remove-tag':
      return removeTag(ports, { ...one, tag: operation.tag }, signal)
    case 'share':
      return addMember(ports, { ...one, projectId: operation.projectId }, signal)
    case 'copy-to-stores':
      return importImage(ports, { ...one, method: { name: 'copy-image' }, target: operation.target }, signal)
    case 'delete-from-store':
      return deleteFromStore(ports, { ...one, store: operation.store }, signal)
    case 'queue-for-cache':
      return queueForCache(ports, one, signal)
  }
}

function set(
  ports: ImageServicePorts,
  one: OneImage,
  change: Omit<Extract<ImageChange, { op: 'replace' }>, 'op'>,
  signal: AbortSignal,
): Promise<unknown> {
  return patchImage(ports, { ...one, changes: [{ op: 'replace', ...change }] }, signal)
}
