import { setTimeout } from 'node:timers/promises'

import type { Images } from '../core.ts'
import { createImage } from './create-image.ts'
import { clearCache, deleteFromCache, queueForCache, showCache } from './image-cache.ts'
import { imageFormats } from './image-formats.ts'
import { addMember, listMembers, removeMember, setMemberStatus } from './image-members.ts'
import { addTag, removeTag } from './image-tags.ts'
import { imageSchemaOf } from './image-schema.ts'
import { listAllTasks, listImageTasks, showTask } from './image-tasks.ts'
import { imageUsage } from './image-usage.ts'
import { actOnImage, deleteFromStore, showImage } from './image-verbs.ts'
import { importImage } from './import-image.ts'
import { listImages } from './list-images.ts'
import { listMetadefs } from './list-metadefs.ts'
import { probeCapabilities } from './probe-capabilities.ts'
import { runBulk } from './run-bulk.ts'
import { createSessionMemory } from './session-memory.ts'
import { type StagePorts, stageImage } from './stage-image.ts'
import { updateImage } from './update-image.ts'
import { watchImport } from './watch-import.ts'

interface ImagesPorts extends StagePorts {
  /** Resolves after so many milliseconds; rejects when the signal fires. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The verbs of Image API v2 that need no bytes of an image. */
export function createImages({ wait = waitOnClock, ...ports }: ImagesPorts): Images {
  const capabilities = createSessionMemory(ports, probeCapabilities)
  const metadefs = createSessionMemory(ports, listMetadefs)
  const ranges = new Map<string, boolean>()

  return {
    list: (query, signal) => listImages(ports, query, signal),
    show: (one, signal) => showImage(ports, one, signal),
    create: (input, signal) => createImage(ports, input, signal),
    update: (input, signal) => updateImage(ports, input, signal),
    delete: (one, signal) => actOnImage(ports, 'delete', one, signal),
    deactivate: (one, signal) => actOnImage(ports, 'deactivate', one, signal),
    reactivate: (one, signal) => actOnImage(ports, 'reactivate', one, signal),
    addTag: (input, signal) => addTag(ports, input, signal),
    removeTag: (input, signal) => removeTag(ports, input, signal),
    members: (one, signal) => listMembers(ports, one, signal),
    addMember: (input, signal) => addMember(ports, input, signal),
    removeMember: (input, signal) => removeMember(ports, input, signal),
    setMemberStatus: (input, signal) => setMemberStatus(ports, input, signal),
    stage: (input, signal) => stageImage(ports, input, signal),
    import: (input, signal) => importImage(ports, input, signal),
    watchImport: (one, signal) => watchImport({ ...ports, wait }, one, signal),
    deleteFromStore: (input, signal) => deleteFromStore(ports, input, signal),
    tasks: (one, signal) => listImageTasks(ports, one, signal),
    runBulk: (input, signal) => runBulk(ports, input, signal),
    formats: (cloudId, signal) => imageFormats(ports, cloudId, signal),
    async capabilities(query, signal) {
      const found = await capabilities.recall(query, signal)
      return { ...found, canReadRanges: ranges.get(query.cloudId) ?? null }
    },
    learnRanges: (cloudId, canReadRanges) => void ranges.set(cloudId, canReadRanges),
    usage: (cloudId, signal) => imageUsage(ports, cloudId, signal),
    allTasks: (query, signal) => listAllTasks(ports, query, signal),
    task: (query, signal) => showTask(ports, query, signal),
    schema: (cloudId, signal) => imageSchemaOf(ports, cloudId, signal),
    cache: (cloudId, signal) => showCache(ports, cloudId, signal),
    queueForCache: (one, signal) => queueForCache(ports, one, signal),
    deleteFromCache: (one, signal) => deleteFromCache(ports, one, signal),
    clearCache: (input, signal) => clearCache(ports, input, signal),
    metadefs: (query, signal) => metadefs.recall(query, signal),
  }
}

async function waitOnClock(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal })
}
