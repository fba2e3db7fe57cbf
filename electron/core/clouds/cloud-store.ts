import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import * as z from 'zod'

import { AppError } from '../../../shared/errors.ts'
import { cloud } from '../../../shared/model/cloud.ts'
import type { DamagedFiles } from '../data-dir/damaged-files.ts'
import { parseAs } from '../data-dir/parse-as.ts'
import { privateMode, writeDurably } from '../data-dir/write-durably.ts'
import { fromVersion1 } from './from-version-1.ts'

/** What is kept of a cloud between runs. The secret is in the key store. */
const cloudRecord = cloud.pick({ id: true, origin: true, settings: true, hasSecret: true })
export type CloudRecord = z.infer<typeof cloudRecord>

export interface CloudStore {
  all(): readonly CloudRecord[]
  /** Throws CLOUD_UNKNOWN. */
  find(cloudId: string): CloudRecord
  /**
   * Replaces the records. Changes run one after the other, and each is on disk before it can be seen; one that throws
   * changes nothing. Throws DISK_FULL or FILE_UNWRITABLE.
   */
  change(
    next: (records: readonly CloudRecord[]) => readonly CloudRecord[],
    signal: AbortSignal,
  ): Promise<void>
  /** Waits for the changes under way. */
  close(): Promise<void>
}

/**
 * Opens `clouds.json`. What cannot be understood is set aside as `clouds.json.damaged-<time>`, and the rest opens. One of
 * the first version is kept as `clouds.json.version-1` before it is written anew.
 * Throws FILE_UNREADABLE.
 */
export async function openCloudStore(parts: {
  dir: string
  damaged: Pick<DamagedFiles, 'setAside'>
  onChange(): void
}): Promise<CloudStore> {
  const path = join(parts.dir, fileName)
  const found = await read(path)
  let records = found.records
  // The first change writes today's form over it.
  if (found.earlier !== null) await writeDurably(`${path}.version-1`, found.earlier, privateMode)
  if (found.lost !== 0) {
    parts.damaged.setAside(path, found.lost)
    await write(path, records)
  }

  let last: Promise<unknown> = Promise.resolve()
  const change: CloudStore['change'] = (next, signal) => {
    const turn = last.then(async () => {
      signal.throwIfAborted()
      const changed = next(records)
      await write(path, changed)
      records = changed
      parts.onChange()
    })
    last = turn.catch(() => undefined)
    return turn
  }
  return {
    all: () => records,
    find(cloudId) {
      const record = records.find(({ id }) => id === cloudId)
      if (!record) throw new AppError('CLOUD_UNKNOWN', { cloudId })
      return record
    },
    change,
    close: async () => void (await last),
  }
}

const fileName = 'clouds.json'
const storedClouds = z.object({ version: z.literal([1, 2]), clouds: z.array(z.unknown()) })

interface FoundClouds {
  readonly records: readonly CloudRecord[]
  readonly lost: number | null
  /** The text of a file of the first version. */
  readonly earlier: string | null
}

async function read(path: string): Promise<FoundClouds> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return { records: [], lost: 0, earlier: null }
    throw new AppError('FILE_UNREADABLE', { name: fileName, detail: code ?? 'unknown' }, { cause: error })
  }
  const stored = parseAs(storedClouds, text)
  if (!stored) return { records: [], lost: null, earlier: null }
  const records = new Map<string, CloudRecord>()
  for (const entry of stored.clouds) {
    const record = cloudRecord.safeParse(stored.version === 1 ? fromVersion1(entry) : entry).data
    if (record && !records.has(record.id)) records.set(record.id, record)
  }
  const earlier = stored.version === 1 ? text : null
  return { records: [...records.values()], lost: stored.clouds.length - records.size, earlier }
}

async function write(path: string, records: readonly CloudRecord[]): Promise<void> {
  const text = `${JSON.stringify({ version: 2, clouds: records }, null, 2)}\n`
  await writeDurably(path, text, privateMode)
}
