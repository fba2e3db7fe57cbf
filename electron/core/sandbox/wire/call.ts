import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

/** One request as a service sees it. */
export interface Call {
  readonly method: string
  /** As it came, percent-encoded, without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** `http://host:port` by which the client knows this server. */
  readonly origin: string
  readonly isChunked: boolean
  readonly hasBody: boolean
  /** The client asked to be told before it sends its body, and was not told yet. */
  isWaiting(): boolean
  /** The body; a client that waits with it is told to go on (RFC 9110 section 10.1.1). */
  body(): Readable
}

export function readCall(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): Call {
  const [path, query] = splitTarget(request.url ?? '/')
  const isChunked = request.headers['transfer-encoding'] !== undefined
  let isWaiting = expectsContinue
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: request.headers,
    origin: `http://${request.headers.host ?? ''}`,
    isChunked,
    hasBody: isChunked || Number(request.headers['content-length'] ?? 0) > 0,
    isWaiting: () => isWaiting,
    body: () => {
      if (isWaiting) response.writeContinue()
      isWaiting = false
      return request
    },
  }
}

/** The body as text. What the sandbox reads so is JSON of a few kilobytes. */
export async function readText(call: Call): Promise<string> {
  return (await buffer(call.body())).toString('utf8')
}

export function header(call: Call, name: string): string | null {
  const value = call.headers[name]
  return typeof value === 'string' ? value : null
}

function splitTarget(target: string): [string, string] {
  const mark = target.indexOf('?')
  return mark === -1 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)]
}
