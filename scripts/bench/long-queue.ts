import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { createDamagedFiles } from '../../electron/core/data-dir/damaged-files.ts'
import { newRecord } from '../../electron/core/transfers/new-record.ts'
import { openJournal } from '../../electron/core/transfers/open-journal.ts'
import type { TransferRecord } from '../../electron/core/transfers/transfer-record.ts'
import { type Bench, type Measured, median } from './bench.ts'
import type { QueueReport } from './queue-process.ts'
import { nextMessage, stopRole } from './roles.ts'

const count = 10_000

/** Ten thousand finished uploads: how long the list takes to open, and what it costs while nothing happens. */
export async function measureLongQueue(bench: Bench): Promise<Measured> {
  const dir = join(bench.dir, 'queue')
  await writeFinished(dir)
  const reports: QueueReport[] = []
  for (let run = 0; run < bench.runs; run++) {
    const child = bench.roles.start('queue', dir)
    const report = await nextMessage<QueueReport>(child)
    await stopRole(child)
    if (report.count !== count) throw new Error(`${report.count} transfers were found of ${count}`)
    reports.push(report)
    bench.log(`10,000 transfers: ${report.openMs.toFixed(0)} ms, idle ${report.idleCpuPercent.toFixed(2)} %`)
  }
  const eachMs = reports.map(({ openMs }) => openMs)
  return {
    values: {
      'open-10000-transfers': median(eachMs),
      'idle-10000-cpu': median(reports.map(({ idleCpuPercent }) => idleCpuPercent)),
    },
    series: [{ what: 'open a list of 10,000 finished transfers', eachMs }],
  }
}

async function writeFinished(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true })
  const damaged = createDamagedFiles({ now: Date.now, log: console.error })
  const journal = await openJournal(join(dir, 'journal.jsonl'), damaged)
  await Promise.all(Array.from({ length: count }, (_, place) => journal.put(finished(place))))
  await journal.close()
}

function finished(place: number): TransferRecord {
  const name = `image-${place}.qcow2`
  const identity = { sizeBytes: 1e9, mtimeMs: 1.75e12, inode: place }
  const image = { id: crypto.randomUUID(), name, diskFormat: 'qcow2', containerFormat: 'bare' }
  const about = {
    direction: 'upload',
    cloudId: crypto.randomUUID(),
    cloudName: 'cloud',
    imageName: name,
  } as const
  const source = { heldBy: 'host', name, sizeBytes: 1e9, path: `/images/${name}`, identity } as const
  const begun = newRecord(
    { ...about, source, unpack: null, store: null, into: { kind: 'new', image, isOwnId: true } },
    place,
    1.75e12,
  )
  const hashes = { sha512: place.toString(16).padStart(128, '0'), md5: place.toString(16).padStart(32, '0') }
  const end = { state: 'verified', verifiedBy: 'sha512', hashes, sizeBytes: 1e9, movedBytes: 1e9 } as const
  const requestIds = [`req-${crypto.randomUUID()}`]
  const attempt = { startedAtMs: 1.75e12, endedAtMs: 1.75e12 + 9000, problem: null, requestIds }
  return {
    ...begun,
    transfer: { ...begun.transfer, ...end, imageId: image.id, endedAtMs: attempt.endedAtMs },
    notes: { ...begun.notes, imageId: image.id, isImageAsked: true, sent: { name, sizeBytes: 1e9, hashes } },
    attempts: [{ ...attempt, outcome: 'arrived' }],
  }
}
