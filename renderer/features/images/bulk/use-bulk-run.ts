import { useEffect, useRef, useState } from 'react'

import type { BulkOperation } from '../../../../shared/model/image-operation.ts'
import type { Problem } from '../../../../shared/model/problem.ts'
import { useImagesRefresh } from '../use-images-refresh.ts'
import { useApi } from '../../../lib/api-context.tsx'

export type BulkOutcome = { kind: 'started' } | { kind: 'done' } | { kind: 'failed'; problem: Problem }

export interface BulkRun {
  readonly state: 'planned' | 'running' | 'ended'
  readonly outcomes: ReadonlyMap<string, BulkOutcome>
  /** Why the run itself ended early, if it did; a single image's failure is its outcome. */
  readonly error: unknown
}

const planned: BulkRun = { state: 'planned', outcomes: new Map(), error: null }

/** Does one operation to many images and tells what became of each. It stops when the dialog goes away. */
export function useBulkRun(cloudId: string) {
  const { client } = useApi()
  const refresh = useImagesRefresh()
  const [run, setRun] = useState(planned)
  const stopper = useRef<AbortController>(null)

  useEffect(() => () => stopper.current?.abort(), [])

  async function start(operation: BulkOperation, imageIds: string[]): Promise<void> {
    const stop = new AbortController()
    stopper.current = stop
    setRun({ ...planned, state: 'running' })
    try {
      const events = await client.images.runBulk({ cloudId, operation, imageIds }, { signal: stop.signal })
      for await (const { imageId, ...event } of events) {
        const outcome: BulkOutcome =
          event.outcome === 'failed' ? { kind: 'failed', problem: event.problem } : { kind: event.outcome }
        setRun((known) => ({ ...known, outcomes: new Map(known.outcomes).set(imageId, outcome) }))
      }
      setRun((known) => ({ ...known, state: 'ended' }))
    } catch (error) {
      setRun((known) => ({ ...known, state: 'ended', error: stop.signal.aborted ? null : error }))
    }
    await refresh()
  }

  return {
    run,
    start: (operation: BulkOperation, imageIds: readonly string[]) => void start(operation, [...imageIds]),
    stop: () => stopper.current?.abort(),
  }
}
