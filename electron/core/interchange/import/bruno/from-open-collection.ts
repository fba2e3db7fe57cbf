import * as z from 'zod'

import { newDraft } from '../../../../../shared/model/new-draft.ts'
import type { DraftBody, RequestDraft } from '../../../../../shared/model/request.ts'
import { authOf as readAuth } from '../../../collections/format/auth-format.ts'
import { mapAuth } from '../../../workbench/auth/auth-texts.ts'
import { folderOf, type Imported, type ImportedFolder, type ImportedItem } from '../imported.ts'
import { deepestFolder, type ImportContext } from '../import-context.ts'
import { anything, flag, isObject, list, maybe, text, textOf } from '../lenient.ts'
import { withPlainNames } from '../variable-names.ts'
import { brunoAssertions } from './bruno-actions.ts'

const pair = z.object({
  name: text,
  value: anything,
  disabled: flag(false),
  type: text,
  contentType: text,
  transient: flag(false),
  secret: flag(false),
})
type Pair = z.output<typeof pair>

const request = z.object({
  method: text,
  url: text,
  headers: list(pair),
  params: list(pair),
  body: maybe(z.looseObject({ type: text, data: anything })),
  auth: anything,
})

/** One OpenCollection document that holds its items, or one request of such a folder. */
export function fromOpenCollection(
  data: Record<string, unknown>,
  context: ImportContext,
): Omit<Imported, 'notes'> {
  const info = isObject(data['info']) ? data['info'] : {}
  const config = isObject(data['config']) ? data['config'] : {}
  const environments = [data['environments'], config['environments']]
    .flatMap((each) => (Array.isArray(each) ? each : []))
    .filter(isObject)
  const root = 'http' in data ? folderOf('OpenCollection', itemsOf(data, context)) : folderFrom(data, context)
  return {
    format: 'opencollection',
    root: { ...root, name: textOf(info['name']) || 'OpenCollection' },
    environments: environments.map((each) => ({
      name: textOf(each['name']),
      variables: variablesOf(each['variables']),
    })),
    cookies: [],
  }
}

function folderFrom(data: Record<string, unknown>, context: ImportContext): ImportedFolder {
  const info = isObject(data['info']) ? data['info'] : {}
  const defaults = isObject(data['request']) ? data['request'] : {}
  const items: unknown[] = Array.isArray(data['items']) ? data['items'] : []
  return {
    ...folderOf(
      textOf(info['name']),
      items.flatMap((each) => itemsOf(each, context)),
    ),
    docs: docsOf(data['docs']),
    headers: list(pair).parse(defaults['headers']).map(pairOf),
    auth: authOf(defaults['auth'], context),
    variables: variablesOf(defaults['variables']),
  }
}

function itemsOf(given: unknown, context: ImportContext): ImportedItem[] {
  const info = isObject(given) && isObject(given['info']) ? given['info'] : {}
  const name = textOf(info['name'])
  if (!isObject(given) || context.depth > deepestFolder) {
    context.note('item-unreadable', name)
    return []
  }
  const inside = context.inside(name)
  if (Array.isArray(given['items'])) return [{ kind: 'folder', folder: folderFrom(given, inside) }]
  if (!isObject(given['http'])) {
    inside.note('kind-left-out', textOf(info['type']))
    return []
  }
  return [{ kind: 'request', draft: draftOf(name, given, inside) }]
}

function draftOf(name: string, item: Record<string, unknown>, context: ImportContext): RequestDraft {
  const { method, url, headers, params, body, auth } = request.parse(item['http'])
  const runtime = isObject(item['runtime']) ? item['runtime'] : {}
  for (const script of Array.isArray(runtime['scripts']) ? runtime['scripts'] : []) {
    context.note('script-left-out', isObject(script) ? textOf(script['type']) : '')
  }
  const assertions = z.object({ expression: text, operator: text, value: anything, disabled: flag(false) })
  const path = params.filter(({ type }) => type === 'path')
  const query = params.filter(({ type }) => type !== 'path')
  const filled = path.reduce(
    (whole, each) => whole.replaceAll(`/:${each.name}`, () => `/${textOf(each.value)}`),
    url,
  )
  return {
    ...newDraft,
    name,
    method: /^[a-z]+$/.test(method) ? method.toUpperCase() : method || 'GET',
    url: withPlainNames(filled),
    query: query.some(({ disabled }) => disabled) ? query.map(pairOf) : [],
    headers: headers.map(pairOf),
    body: body ? bodyOf(body, context) : { kind: 'none' },
    auth: authOf(auth, context),
    actions: brunoAssertions(
      list(assertions)
        .parse(runtime['assertions'])
        .map(({ expression, operator, value, disabled }) => ({
          name: expression,
          value: `${operator} ${textOf(value)}`.trim(),
          isEnabled: !disabled,
        })),
      context,
    ),
    docs: docsOf(item['docs']),
  }
}

function bodyOf({ type, data }: { type: string; data?: unknown }, context: ImportContext): DraftBody {
  switch (type) {
    case 'json':
    case 'xml':
    case 'text':
    case 'sparql':
      return { kind: 'text', text: withPlainNames(textOf(data)), language: type === 'sparql' ? 'text' : type }
    case 'form-urlencoded':
      return { kind: 'urlencoded', pairs: list(pair).parse(data).map(pairOf) }
    case 'multipart-form':
      return {
        kind: 'multipart',
        parts: list(pair)
          .parse(data)
          .flatMap((each) => partsOf(each, context)),
      }
    case 'file':
      context.note('file-to-choose', '')
      return { kind: 'file', file: null }
    default:
      context.note('body-left-out', type)
      return { kind: 'none' }
  }
}

type Part = Extract<DraftBody, { kind: 'multipart' }>['parts'][number]

function partsOf(each: Pair, context: ImportContext): Part[] {
  const common = {
    name: each.name,
    isEnabled: !each.disabled,
    ...(each.contentType === '' ? {} : { contentType: each.contentType }),
  }
  if (each.type !== 'file') return [{ kind: 'text', ...common, value: withPlainNames(textOf(each.value)) }]
  const paths: unknown[] = Array.isArray(each.value) ? each.value : [each.value]
  return paths.map((path): Part => {
    context.note('file-to-choose', textOf(path))
    return { kind: 'file', ...common, file: null }
  })
}

function pairOf({ name, value, disabled }: Pair) {
  return { name: withPlainNames(name), value: withPlainNames(textOf(value)), isEnabled: !disabled }
}

function variablesOf(given: unknown) {
  return list(pair)
    .parse(given)
    .map(({ name, value, disabled, transient, secret }) => {
      const held = isObject(value) ? value['data'] : value
      return {
        name,
        value: withPlainNames(textOf(held)),
        isSecret: secret || transient,
        isEnabled: !disabled,
      }
    })
}

function authOf(given: unknown, context: ImportContext): RequestDraft['auth'] {
  if (given === 'inherit' || given === undefined || given === null) return { kind: 'inherit' }
  const auth = readAuth(given, undefined)
  if (auth) return mapAuth(auth, withPlainNames)
  context.note('auth-left-out', isObject(given) ? textOf(given['type']) : '')
  return { kind: 'inherit' }
}

function docsOf(given: unknown): string {
  return isObject(given) ? textOf(given['content']) : textOf(given)
}
