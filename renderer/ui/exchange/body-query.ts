import { queryOptions } from '@tanstack/react-query'

import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import type { Host } from '../../host/host.ts'
import { fetchBodyWindow } from '../../lib/body-window.ts'

/** The beginning of a kept answer, with the record that it is of. */
export function bodyQuery(host: Host, record: ExchangeRecord) {
  return queryOptions({
    queryKey: ['body', record.id],
    queryFn: async ({ signal }) => ({
      record,
      window: await fetchBodyWindow(host.bodyUrl(record.id), signal),
    }),
    staleTime: Infinity,
    gcTime: 60_000,
  })
}
