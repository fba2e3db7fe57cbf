import type { ExchangeRecord } from '../../../../shared/model/exchange.ts'
import type { HeaderPair } from '../../../../shared/model/wire.ts'
import type { HarArchive, HarEntry } from './har-schema.ts'

/** An exchange, and of the answer's body what is kept and may be shown. */
export interface HarExchange {
  readonly record: ExchangeRecord
  readonly text: string | null
}

/** An archive of exchanges, each as its last hop was made (HTTP Archive 1.2). What is redacted there is so here. */
export function toHar(exchanges: readonly HarExchange[], version: string): string {
  const archive: HarArchive = {
    log: { version: '1.2', creator: { name: 'Arclight', version }, entries: exchanges.map(entryOf) },
  }
  return `${JSON.stringify(archive, null, 2)}\n`
}

function entryOf({ record, text }: HarExchange): HarEntry {
  const { phases, tls, remoteAddress } = record
  return {
    startedDateTime: new Date(record.startedAtMs).toISOString(),
    time: record.tookMs,
    request: requestOf(record),
    response: responseOf(record, text),
    cache: {},
    timings: {
      blocked: phases.queueMs ?? -1,
      dns: phases.dnsMs ?? -1,
      // The time of TLS is a part of that of the connection there.
      connect: phases.connectMs === null ? -1 : phases.connectMs + (phases.tlsMs ?? 0),
      ssl: tls ? (phases.tlsMs ?? -1) : -1,
      send: phases.sendMs ?? 0,
      wait: phases.waitMs ?? 0,
      receive: phases.receiveMs ?? 0,
    },
    ...(remoteAddress === null ? {} : { serverIPAddress: remoteAddress }),
    ...(record.requestId === null ? {} : { comment: record.requestId }),
  }
}

function requestOf(record: ExchangeRecord): HarEntry['request'] {
  const { method, requestHeaders, requestBody, sentBytes } = record
  const url = record.finalUrl ?? record.url
  const mimeType = valueOf(requestHeaders, 'content-type') ?? ''
  return {
    method,
    url: url.replace(/#.*$/, ''),
    httpVersion: versionOf(record),
    cookies: [],
    headers: pairs(requestHeaders),
    queryString: queryOf(url),
    ...(requestBody.kind === 'text' ? { postData: { mimeType, text: requestBody.text } } : {}),
    headersSize: -1,
    bodySize: requestBody.kind === 'none' ? 0 : sentBytes,
  }
}

/** No answer is a status of 0, as browsers write it. */
function responseOf(record: ExchangeRecord, text: string | null): HarEntry['response'] {
  const { status, statusText, responseHeaders, receivedBytes, decoded } = record
  const mimeType = valueOf(responseHeaders, 'content-type') ?? ''
  return {
    status: status ?? 0,
    statusText,
    httpVersion: versionOf(record),
    cookies: [],
    headers: pairs(responseHeaders),
    content: {
      size: decoded?.sizeBytes ?? receivedBytes,
      mimeType,
      ...(text === null ? {} : { text }),
    },
    redirectURL: valueOf(responseHeaders, 'location') ?? '',
    headersSize: -1,
    bodySize: status === null ? -1 : receivedBytes,
  }
}

function versionOf({ httpVersion }: ExchangeRecord): string {
  return httpVersion === '2' ? 'HTTP/2' : 'HTTP/1.1'
}

function queryOf(url: string): { name: string; value: string }[] {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? []
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }))
}

function pairs(headers: readonly HeaderPair[]): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name, value }))
}

function valueOf(headers: readonly HeaderPair[], wanted: string): string | null {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null
}
