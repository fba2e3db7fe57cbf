import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import type { RequestDraft } from '../../../shared/model/request.ts'
import type { Client } from '../../lib/api.ts'
import { useApi } from '../../lib/api-context.tsx'
import { createdImageId, isDoneBy, type TourCall, tourImageVariable } from './tour-calls.ts'
import type { Tour } from './use-tour.ts'

/** One step's call: its cURL line, how to send it, and the exchange that did it, by a click or by hand. */
export function useTourCall(tour: Tour, call: TourCall, cloudId: string, draft: RequestDraft) {
  const { client, query } = useApi()
  const queries = useQueryClient()
  const { imageId, sinceMs } = tour
  const doneBy = tour.done[call]

  function take(record: ExchangeRecord) {
    if (!isDoneBy(call, record, imageId)) return
    const made = call === 'create' ? createdImageId(record) : null
    tour.finishCall(call, record.id, made ?? imageId)
  }

  const curl = useQuery({
    queryKey: ['tour', 'curl', cloudId, imageId, draft],
    queryFn: async ({ signal }) => {
      await keepImageId(client, imageId)
      return (await client.requests.toCurl({ draft, cloudId, withSecrets: false }, { signal })).command
    },
    placeholderData: (before) => before,
  })
  const sending = useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      await keepImageId(client, imageId)
      return await sendToEnd(client, draft, cloudId)
    },
    onSuccess: (record) => {
      take(record)
      return queries.invalidateQueries({ queryKey: query.images.key() })
    },
  })
  const clicked = useQuery({
    queryKey: ['tour', 'clicked', cloudId, call, sinceMs],
    queryFn: async ({ signal }) => {
      const input = { text: '', cloudId, imageId: null, limit: 200, offset: 0 }
      const { records } = await client.history.list(input, { signal })
      return (
        records.find((record) => record.startedAtMs >= sinceMs && isDoneBy(call, record, imageId)) ?? null
      )
    },
    enabled: doneBy === undefined,
    refetchOnMount: 'always',
  })
  useEffect(() => {
    if (clicked.data && doneBy === undefined) take(clicked.data)
  })
  const kept = useQuery(
    query.history.show.queryOptions({ input: { exchangeId: doneBy ?? '' }, enabled: doneBy !== undefined }),
  )

  return {
    curl,
    sending,
    record: sending.data ?? (doneBy === undefined ? null : (kept.data ?? null)),
    isDone: doneBy !== undefined,
    isByClick: kept.data !== undefined && kept.data.origin !== 'workbench',
  }
}

/** The name that the requests use lives in the host's memory alone, which a restart empties. */
async function keepImageId(client: Client, imageId: string | null): Promise<void> {
  if (imageId === null) return
  await client.requests.setVariable({ name: tourImageVariable, value: imageId, isSecret: false })
}

async function sendToEnd(client: Client, draft: RequestDraft, cloudId: string): Promise<ExchangeRecord> {
  for await (const event of await client.requests.send({ draft, cloudId })) {
    if (event.type === 'end') return event.record
  }
  throw new Error('the host ended a request without an answer')
}
