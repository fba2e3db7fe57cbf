import type { Image } from './image.ts'
import type { ImageAction } from './image-action.ts'
import type { ImageTask } from './image-import.ts'

/** Why an image does not get on, by what it and its tasks say. Its sentence is the page's. */
export type DiagnosisCode =
  /** Nothing was ever sent, or an upload ended early: the image waits for data. */
  | 'waits-for-data'
  /** The last import failed; the data has to be sent again. */
  | 'import-failed'
  /** Data is being received, for so long that its sender has probably gone. */
  | 'upload-hangs'
  /** Staged data waits for somebody to order its import. */
  | 'waits-for-import'
  /** The stage is being filled, for so long that its sender has probably gone. */
  | 'stage-hangs'
  /** An import says nothing new for a long time. */
  | 'import-hangs'
  /** The task of the import has ended, and the image does not know. */
  | 'import-lost'
  /** A copy to more stores failed for some; the image itself is sound. */
  | 'copy-failed'
  | 'is-killed'
  /** Deleted; its data waits for the cloud to remove it. */
  | 'waits-for-removal'

export interface ImageDiagnosis {
  readonly code: DiagnosisCode
  /** How long nothing has moved, by the cloud's own last word. */
  readonly quietMs: number
  /** The task that tells why, if there is one, with its words and the id its log knows it by. */
  readonly task: ImageTask | null
  readonly failedStores: readonly string[]
  readonly waitingStores: readonly string[]
  /** What the state table still lets through, the likeliest first. */
  readonly waysOut: readonly ImageAction[]
}

const minuteMs = 60_000
/** How long is too long: an upload moves nothing on the image until it ends, so it gets the most time. */
const patienceMs = {
  queued: 60 * minuteMs,
  saving: 6 * 60 * minuteMs,
  staging: 6 * 60 * minuteMs,
  staged: 15 * minuteMs,
  importing: 15 * minuteMs,
} as const

/** Null when nothing is wrong, or not yet. `nowMs` is the cloud's time in milliseconds since the epoch. */
export function diagnoseImage(
  image: Image,
  tasks: readonly ImageTask[],
  nowMs: number,
): ImageDiagnosis | null {
  const task = newest(tasks)
  const failedStores = names(image.properties.os_glance_failed_import)
  const waitingStores = names(image.properties.os_glance_importing_to_stores)
  const lastWord = Math.max(
    ...[image.updatedAt, task?.updatedAt].map((moment) => Date.parse(moment ?? '') || 0),
  )
  const quietMs = Math.max(0, nowMs - lastWord)
  const found = findCause(image, { task, quietMs, hasFailed: failedStores.length > 0 })
  return found && { code: found.code, waysOut: found.waysOut, quietMs, task, failedStores, waitingStores }
}

interface Facts {
  readonly task: ImageTask | null
  readonly quietMs: number
  readonly hasFailed: boolean
}

interface Cause {
  readonly code: DiagnosisCode
  readonly waysOut: readonly ImageAction[]
}

const sendAgain: readonly ImageAction[] = ['upload', 'stage', 'import-from-web', 'delete']

function findCause({ status, sizeBytes }: Image, { task, quietMs, hasFailed }: Facts): Cause | null {
  const hasEnded = task?.status === 'success' || task?.status === 'failure'
  switch (status) {
    case 'queued':
      if (hasFailed || task?.status === 'failure') return { code: 'import-failed', waysOut: sendAgain }
      return quietMs > patienceMs.queued ? { code: 'waits-for-data', waysOut: sendAgain } : null
    case 'saving':
      return quietMs > patienceMs.saving ? { code: 'upload-hangs', waysOut: ['delete'] } : null
    case 'uploading':
      // The size comes with the last byte of the stage.
      if (sizeBytes === null) {
        return quietMs > patienceMs.staging ? { code: 'stage-hangs', waysOut: ['delete'] } : null
      }
      return quietMs > patienceMs.staged
        ? { code: 'waits-for-import', waysOut: ['import-staged', 'delete'] }
        : null
    case 'importing':
      if (hasEnded) return { code: 'import-lost', waysOut: ['delete'] }
      return quietMs > patienceMs.importing ? { code: 'import-hangs', waysOut: ['delete'] } : null
    case 'active':
      return hasFailed && task?.status !== 'processing'
        ? { code: 'copy-failed', waysOut: ['copy-to-stores'] }
        : null
    case 'killed':
      return { code: 'is-killed', waysOut: ['delete'] }
    case 'pending_delete':
      return { code: 'waits-for-removal', waysOut: [] }
    default:
      return null
  }
}

function newest(tasks: readonly ImageTask[]): ImageTask | null {
  return tasks.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))[0] ?? null
}

function names(list: string | undefined): string[] {
  return (list ?? '').split(',').filter(Boolean)
}
