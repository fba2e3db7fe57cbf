import { newDraft } from '../../../../../shared/model/new-draft.ts'
import type { DraftBody, RequestDraft } from '../../../../../shared/model/request.ts'
import type { ImportContext } from '../import-context.ts'
import { type AuthNames, importedAuth } from '../imported-auth.ts'
import { withPlainNames } from '../variable-names.ts'
import { brunoAssertions, brunoCaptures } from './bruno-actions.ts'
import type { BruBlock } from './parse-bru.ts'

type Part = Extract<DraftBody, { kind: 'multipart' }>['parts'][number]

const methods = /^(?:get|post|put|delete|patch|options|head|connect|trace|http)$/

/** Null for a file that holds no HTTP request. */
export function bruRequest(
  blocks: readonly BruBlock[],
  name: string,
  context: ImportContext,
): RequestDraft | null {
  const line = blocks.find((block) => methods.test(block.name))
  if (!line) return null
  const value = (key: string) => line.pairs.find((pair) => pair.name === key)?.value ?? ''
  const inside = context.inside(name)
  for (const block of blocks) noteLeftOut(block, inside)
  const query = pairsOf(blocks, 'params:query')
  return {
    ...newDraft,
    name,
    method: line.name === 'http' ? value('method') || 'GET' : line.name.toUpperCase(),
    url: urlOf(value('url'), pairsOf(blocks, 'params:path')),
    query: query.some(({ isEnabled }) => !isEnabled) ? query : [],
    headers: pairsOf(blocks, 'headers'),
    body: bodyOf(blocks, value('body'), inside),
    auth: bruAuth(blocks, value('auth'), inside),
    actions: [
      ...brunoCaptures(pairsOf(blocks, 'vars:post-response'), inside),
      ...brunoAssertions(pairsOf(blocks, 'assert'), inside),
    ],
    docs: textOf(blocks, 'docs'),
  }
}

export function pairsOf(blocks: readonly BruBlock[], name: string) {
  const pairs = blocks.filter((block) => block.name === name).flatMap((block) => block.pairs)
  return pairs.map((pair) => ({
    ...pair,
    name: withPlainNames(pair.name),
    value: withPlainNames(pair.value),
  }))
}

export function textOf(blocks: readonly BruBlock[], name: string): string {
  return blocks.find((block) => block.name === name)?.text ?? ''
}

/** `mode` is what the request or the folder says of itself. */
export function bruAuth(
  blocks: readonly BruBlock[],
  mode: string,
  context: ImportContext,
): RequestDraft['auth'] {
  const value = (key: string) =>
    pairsOf(blocks, `auth:${mode}`).find((pair) => pair.name === key)?.value ?? ''
  return importedAuth({ type: mode, value }, authNames, context)
}

const authNames: AuthNames = {
  accessTokenUrl: 'access_token_url',
  authorizationUrl: 'authorization_url',
  clientId: 'client_id',
  clientSecret: 'client_secret',
  grantType: 'grant_type',
  keyInQuery: ['placement', 'queryparams'],
  clientInBody: ['credentials_placement', 'body'],
}

function urlOf(url: string, path: readonly { name: string; value: string }[]): string {
  const filled = path.reduce(
    (whole, { name, value }) => whole.replaceAll(`/:${name}`, () => `/${value}`),
    url,
  )
  return withPlainNames(filled)
}

function bodyOf(blocks: readonly BruBlock[], mode: string, context: ImportContext): DraftBody {
  switch (mode) {
    case '':
    case 'none':
      return { kind: 'none' }
    case 'json':
    case 'xml':
    case 'text':
    case 'sparql': {
      const text = withPlainNames(textOf(blocks, `body:${mode}`) || textOf(blocks, 'body'))
      return { kind: 'text', text, language: mode === 'sparql' ? 'text' : mode }
    }
    case 'formUrlEncoded':
    case 'form-urlencoded':
      return { kind: 'urlencoded', pairs: pairsOf(blocks, 'body:form-urlencoded') }
    case 'multipartForm':
    case 'multipart-form':
      return {
        kind: 'multipart',
        parts: pairsOf(blocks, 'body:multipart-form').map((pair) => partOf(pair, context)),
      }
    case 'file':
      context.note('file-to-choose', fileIn(pairsOf(blocks, 'body:file')[0]?.value ?? ''))
      return { kind: 'file', file: null }
    default:
      context.note('body-left-out', mode)
      return { kind: 'none' }
  }
}

function partOf(
  { name, value, isEnabled }: { name: string; value: string; isEnabled: boolean },
  context: ImportContext,
): Part {
  const contentType = /\s*@contentType\(([^)]*)\)\s*$/.exec(value)?.[1]
  const common = { name, isEnabled, ...(contentType === undefined ? {} : { contentType }) }
  if (!value.startsWith('@file('))
    return { kind: 'text', ...common, value: value.replace(/\s*@contentType\([^)]*\)\s*$/, '') }
  context.note('file-to-choose', fileIn(value))
  return { kind: 'file', ...common, file: null }
}

function fileIn(value: string): string {
  return /@file\(([^)]*)\)/.exec(value)?.[1] ?? value
}

function noteLeftOut({ name, text, pairs }: BruBlock, context: ImportContext): void {
  if (/^(?:script:.*|tests)$/.test(name) && text.trim() !== '') context.note('script-left-out', name)
  if (name.startsWith('example')) context.note('answers-left-out', '1')
  if (name === 'vars:pre-request') for (const pair of pairs) context.note('action-left-out', pair.name)
}
