import type { ExchangeRecord } from '../../../shared/model/exchange.ts'

/** What of a record is searched and counted: all that is held in memory of a hundred thousand. */
export interface LightRow
  extends Pick<
    ExchangeRecord,
    | 'id'
    | 'startedAtMs'
    | 'cloudId'
    | 'imageId'
    | 'method'
    | 'url'
    | 'finalUrl'
    | 'status'
    | 'statusText'
    | 'requestId'
  > {
  readonly hasProblem: boolean
}

export function lightRow(record: ExchangeRecord): LightRow {
  const { id, startedAtMs, cloudId, imageId, method, url, finalUrl, status, statusText, requestId } = record
  return {
    id,
    startedAtMs,
    cloudId,
    imageId,
    method,
    url,
    finalUrl,
    status,
    statusText,
    requestId,
    hasProblem: record.problem !== null,
  }
}
