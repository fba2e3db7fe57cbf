import type { RequestDraft } from '../../../shared/model/request.ts'
import type { HeaderPair } from '../../../shared/model/wire.ts'
import { headerValue } from '../http/collect-answer.ts'
import { fill, fillJson, namesIn } from './placeholders.ts'

/** What of a draft goes over the wire, as text. */
export interface WrittenRequest {
  readonly url: string
  readonly headers: readonly HeaderPair[]
  /** Null when the body is no text. */
  readonly text: string | null
}

/** The parts of a draft that are sent, variables in place. Switched-off headers are not. */
export function writtenRequest({ url, headers, body }: RequestDraft): WrittenRequest {
  const enabled = headers.filter(({ name, isEnabled }) => isEnabled && name !== '')
  return {
    url,
    headers: enabled.map(({ name, value }) => [name, value]),
    text: body.kind === 'text' ? body.text : null,
  }
}

/** Every name that must have a value before the request can be sent. */
export function namesOf({ url, headers, text }: WrittenRequest): string[] {
  return namesIn([url, ...headers.flat(), text ?? ''])
}

/** Puts values in place of names in URL, headers and text; in JSON, as JSON wants them. */
export function resolve(request: WrittenRequest, values: ReadonlyMap<string, string>): WrittenRequest {
  const headers = request.headers.map(
    ([name, value]): HeaderPair => [fill(name, values), fill(value, values)],
  )
  const isJson = /json/i.test(headerValue(headers, 'content-type') ?? '')
  return {
    url: fill(request.url, values),
    headers,
    text: request.text === null ? null : (isJson ? fillJson : fill)(request.text, values),
  }
}
