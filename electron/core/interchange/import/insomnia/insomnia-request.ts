import * as z from 'zod'

import { newDraft } from '../../../../../shared/model/new-draft.ts'
import type { DraftBody, DraftPair, RequestDraft } from '../../../../../shared/model/request.ts'
import type { ImportContext } from '../import-context.ts'
import { type AuthNames, importedAuth } from '../imported-auth.ts'
import { anything, entries, flag, isObject, list, maybe, optionalText, text, textOf } from '../lenient.ts'
import { withPlainNames } from '../variable-names.ts'

const row = z.object({
  name: text,
  value: text,
  disabled: flag(false),
  description: text,
  type: text,
  fileName: optionalText,
})
type Row = z.output<typeof row>

/** What versions 4 and 5 of the export have in common. */
export const insomniaRequest = z.object({
  name: text,
  method: text,
  url: text,
  description: text,
  headers: list(row),
  parameters: list(row),
  pathParameters: list(row),
  body: maybe(z.object({ mimeType: text, text: optionalText, fileName: optionalText, params: list(row) })),
  authentication: entries,
  preRequestScript: text,
  afterResponseScript: text,
  scripts: maybe(z.object({ preRequest: text, afterResponse: text })),
  settings: maybe(z.object({ followRedirects: text, encodeUrl: anything })),
  settingFollowRedirects: text,
})
export type InsomniaRequest = z.output<typeof insomniaRequest>

export function insomniaDraft(request: InsomniaRequest, context: ImportContext): RequestDraft {
  const { scripts, parameters } = request
  const before = request.preRequestScript || scripts?.preRequest
  const after = request.afterResponseScript || scripts?.afterResponse
  if (before) context.note('script-left-out', 'pre-request')
  if (after) context.note('script-left-out', 'after-response')
  const follows = request.settings?.followRedirects ?? request.settingFollowRedirects
  const { options } = newDraft
  return {
    ...newDraft,
    name: request.name,
    method: request.method || 'GET',
    url: urlOf(request, context),
    query: parameters.some(({ disabled }) => disabled) ? parameters.map((each) => pairOf(each, context)) : [],
    headers: request.headers.filter(({ name }) => name !== '').map((header) => pairOf(header, context)),
    body: bodyOf(request.body, context),
    auth: insomniaAuth(request.authentication, context),
    options: { ...options, redirects: { ...options.redirects, follow: !/^(?:off|false)$/.test(follows) } },
    docs: request.description,
  }
}

/** Insomnia keeps the query apart from the URL. */
function urlOf({ url, parameters, pathParameters }: InsomniaRequest, context: ImportContext): string {
  let whole = plain(url, context)
  for (const { name, value } of pathParameters) {
    if (name !== '') whole = whole.replaceAll(`/:${name}`, () => `/${plain(value, context)}`)
  }
  const query = parameters
    .filter(({ name, disabled }) => name !== '' && !disabled)
    .map(({ name, value }) => `${encoded(plain(name, context))}=${encoded(plain(value, context))}`)
  return query.length === 0 ? whole : `${whole}${whole.includes('?') ? '&' : '?'}${query.join('&')}`
}

function encoded(value: string): string {
  const parts = value.split(/(\{\{[^{}]*\}\})/)
  return parts
    .map((part, index) =>
      index % 2 === 1 ? part : encodeURIComponent(part.replaceAll(/\p{Surrogate}/gu, '\ufffd')),
    )
    .join('')
}

function pairOf({ name, value, disabled, description }: Row, context: ImportContext): DraftPair {
  const pair = { name: plain(name, context), value: plain(value, context), isEnabled: !disabled }
  return description === '' ? pair : { ...pair, description }
}

/** A tag of a plug-in, as the answer of another request, has no counterpart; it stays as it is written. */
export function plain(value: string, context: ImportContext): string {
  const tag = /\{%[^%]{0,80}/.exec(value)?.[0]
  if (tag !== undefined) context.note('template-left-out', tag.slice(2).trim().split(/\s/)[0] ?? '')
  return withPlainNames(value)
}

function bodyOf(body: InsomniaRequest['body'], context: ImportContext): DraftBody {
  if (!body) return { kind: 'none' }
  if (body.mimeType === 'multipart/form-data') {
    return { kind: 'multipart', parts: body.params.map((part) => partOf(part, context)) }
  }
  if (body.mimeType === 'application/x-www-form-urlencoded') {
    return { kind: 'urlencoded', pairs: body.params.map((part) => pairOf(part, context)) }
  }
  if (body.fileName !== null || body.mimeType === 'application/octet-stream') {
    context.note('file-to-choose', body.fileName ?? '')
    return { kind: 'file', file: null }
  }
  if (body.mimeType === 'application/graphql') context.note('body-left-out', 'graphql')
  return body.text === null || body.text === ''
    ? { kind: 'none' }
    : { kind: 'text', text: plain(body.text, context) }
}

function partOf(part: Row, context: ImportContext) {
  const common = { name: plain(part.name, context), isEnabled: !part.disabled }
  if (part.type !== 'file') return { kind: 'text' as const, ...common, value: plain(part.value, context) }
  context.note('file-to-choose', part.fileName ?? part.name)
  return { kind: 'file' as const, ...common, file: null }
}

export function insomniaAuth(
  given: readonly [string, unknown][],
  context: ImportContext,
): RequestDraft['auth'] {
  const held = new Map(given)
  const value = (name: string) => plain(textOf(held.get(name)), context)
  const type = value('type')
  const isOff = held.get('disabled') === true && type !== ''
  return importedAuth({ type: isOff ? 'none' : type, value }, authNames, context)
}

const authNames: AuthNames = {
  accessTokenUrl: 'accessTokenUrl',
  authorizationUrl: 'authorizationUrl',
  clientId: 'clientId',
  clientSecret: 'clientSecret',
  grantType: 'grantType',
  keyInQuery: ['addTo', 'queryParams'],
  clientInBody: ['credentialsInBody', 'true'],
}

/** Data of an environment: objects in it become names with dots. */
export function insomniaVariables(data: unknown, context: ImportContext, prefix = '') {
  return entries
    .parse(data)
    .flatMap(([key, value]): { name: string; value: string; isSecret: boolean; isEnabled: boolean }[] => {
      const name = prefix === '' ? key : `${prefix}.${key}`
      if (isObject(value) && prefix.split('.').length < 8) return insomniaVariables(value, context, name)
      const written = typeof value === 'object' && value !== null ? JSON.stringify(value) : textOf(value)
      return [
        {
          name: name.replaceAll(/[^\w.-]/g, '_'),
          value: plain(written, context),
          isSecret: false,
          isEnabled: true,
        },
      ]
    })
}
