import type { Image } from '../../../shared/model/image.ts'
import type { ImageTask, ImportProgress } from '../../../shared/model/image-import.ts'
import type { OneImage } from '../core.ts'
import type { ImageServicePorts } from './call-image-service.ts'
import { listImageTasks } from './image-tasks.ts'
import { showImage } from './image-verbs.ts'

interface WatchPorts extends ImageServicePorts {
  wait(ms: number, signal: AbortSignal): Promise<void>
}

const firstPauseMs = 500
const longestPauseMs = 10_000

/** Ends with `done` or `failed`. Throws IMAGE_GONE when the image is deleted meanwhile. */
export async function* watchImport(
  ports: WatchPorts,
  one: OneImage,
  signal: AbortSignal,
): AsyncGenerator<ImportProgress, void> {
  let pauseMs = firstPauseMs
  let hasRun = false
  for (;;) {
    const progress = await lookAtImport(ports, one, hasRun, signal)
    hasRun ||= progress.state === 'running'
    yield progress
    if (progress.state === 'done' || progress.state === 'failed') return
    await ports.wait(pauseMs, signal)
    pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)
  }
}

async function lookAtImport(
  ports: ImageServicePorts,
  one: OneImage,
  hasRun: boolean,
  signal: AbortSignal,
): Promise<ImportProgress> {
  const tasks = await listImageTasks(ports, one, signal)
  // After its task: what the image says is then never older.
  const image = await showImage(ports, one, signal)
  return importProgressOf(image, taskOf(image, tasks ?? []), hasRun)
}

/** The one that the image is locked by, though others may be told; else the newest. */
function taskOf(image: Image, tasks: readonly ImageTask[]): ImageTask | null {
  const locking = image.properties.os_glance_import_task
  return tasks.find(({ id }) => locking === undefined || id === locking) ?? null
}

function importProgressOf(image: Image, task: ImageTask | null, hasRun: boolean): ImportProgress {
  const waitingStores = storeNames(image, 'os_glance_importing_to_stores')
  const failedStores = storeNames(image, 'os_glance_failed_import')
  return {
    state: stateOf(image, task, {
      isWaiting: waitingStores.length > 0,
      hasFailed: failedStores.length > 0,
      hasRun,
    }),
    image,
    task,
    waitingStores,
    failedStores,
    copiedBytes: copiedBytes(task?.message ?? null),
  }
}

/**
 * A copy leaves the image active from start to end, any other import moves it there, and one that failed back to
 * `queued`. An import that may fail for some stores succeeds with them still named. The task, where it is told, is
 * right before the image is: an image may stay `importing` for good. A failure that the image knows nothing of is old.
 */
function stateOf(
  { status }: Image,
  task: ImageTask | null,
  { isWaiting, hasFailed, hasRun }: { isWaiting: boolean; hasFailed: boolean; hasRun: boolean },
): ImportProgress['state'] {
  if (task?.status === 'pending') return 'waiting'
  if (task?.status === 'failure' && (status !== 'active' || hasFailed)) return 'failed'
  if (status === 'importing' || task?.status === 'processing' || isWaiting) return 'running'
  if (hasFailed && task?.status !== 'success') return 'failed'
  if (status === 'active' || status === 'deactivated') return 'done'
  return status === 'killed' || (status === 'queued' && hasRun) ? 'failed' : 'waiting'
}

function storeNames(image: Image, property: string): string[] {
  return (image.properties[property] ?? '').split(',').filter(Boolean)
}

function copiedBytes(message: string | null): number | null {
  const [, mebibytes] = /^Copied (\d+) MiB$/.exec(message ?? '') ?? []
  return mebibytes === undefined ? null : Number(mebibytes) * 1024 * 1024
}
