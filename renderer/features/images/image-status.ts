import type { Image } from '../../../shared/model/image.ts'
import type { Transfer } from '../../../shared/model/transfer.ts'
import type { Tone } from '../../ui/status-dot.tsx'

/** A status in the cloud's own word, with how far an upload of ours is: "saving 63 %". */
export function describeStatus(image: Image, upload: Transfer | undefined): { tone: Tone; words: string } {
  if (!upload || image.status === 'active') return { tone: toneOf(image.status), words: image.status }
  if (upload.state === 'queued') return { tone: 'idle', words: image.status }
  const isBegun = upload.sizeBytes !== null && upload.sizeBytes > 0
  const percent = isBegun ? Math.floor((upload.movedBytes / upload.sizeBytes!) * 100) : 100
  return { tone: 'run', words: `saving ${percent} %` }
}

/** Whether the cloud will change this status by itself, or an upload of ours will. */
export function isTransitional(image: Image, upload: Transfer | undefined): boolean {
  if (image.status !== 'queued') return moving.has(image.status)
  // An import that was ordered holds the image by this property before it changes the status.
  return upload !== undefined || 'os_glance_import_task' in image.properties
}

const moving: ReadonlySet<string> = new Set(['saving', 'uploading', 'importing', 'pending_delete'])

function toneOf(status: string): Tone {
  return tones[status] ?? 'idle'
}

const tones: Readonly<Record<string, Tone>> = {
  active: 'ok',
  saving: 'run',
  uploading: 'run',
  importing: 'run',
  deactivated: 'warn',
  pending_delete: 'warn',
  killed: 'bad',
}
