import type { DraftPair, RequestDraft } from '../../../shared/model/request.ts'
import type { HeaderPair } from '../../../shared/model/wire.ts'
import { headerValue } from '../http/collect-answer.ts'
import { fill, fillJson, namesIn } from './placeholders.ts'
import { type WrittenBody, mapBody, textsOfBody, writtenBody } from './written-body.ts'

/** What of a draft goes over the wire. */
export interface WrittenRequest {
  readonly url: string
  readonly headers: readonly HeaderPair[]
  readonly body: WrittenBody
}

/** The parts of a draft that are sent, with the headers of its folders. Switched-off ones are not. */
export function writtenRequest(
  { url, headers, body }: RequestDraft,
  inherited: readonly DraftPair[] = [],
): WrittenRequest {
  const own = enabledPairs(headers)
  const named = new Set(own.map(([name]) => name.toLowerCase()))
  const above = enabledPairs(inherited).filter(([name]) => !named.has(name.toLowerCase()))
  return { url, headers: [...above, ...own], body: writtenBody(body) }
}

/** Every name that must have a value before the request can be sent. */
export function namesOf({ url, headers, body }: WrittenRequest): string[] {
  return namesIn([url, ...headers.flat(), ...textsOfBody(body)])
}

/** Puts values in place of names in URL, headers and body; in JSON, as JSON wants them. */
export function resolve(request: WrittenRequest, values: ReadonlyMap<string, string>): WrittenRequest {
  const headers = request.headers.map(
    ([name, value]): HeaderPair => [fill(name, values), fill(value, values)],
  )
  const { body } = request
  const isJson =
    body.kind === 'text' &&
    (body.language === 'json' || /json/i.test(headerValue(headers, 'content-type') ?? ''))
  return {
    url: fill(request.url, values),
    headers,
    body: mapBody(body, (text) => (isJson ? fillJson : fill)(text, values)),
  }
}

function enabledPairs(pairs: readonly DraftPair[]): HeaderPair[] {
  return pairs
    .filter(({ name, isEnabled }) => isEnabled && name !== '')
    .map(({ name, value }) => [name, value])
}
