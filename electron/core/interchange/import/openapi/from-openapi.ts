import { newDraft } from '../../../../../shared/model/new-draft.ts'
import type { DraftBody, RequestDraft } from '../../../../../shared/model/request.ts'
import { folderOf, type Imported, type ImportedItem, type ImportedVariable } from '../imported.ts'
import type { ImportContext } from '../import-context.ts'
import { isObject, textOf } from '../lenient.ts'
import { variableName } from '../variable-names.ts'
import { resolved, sampleOf } from './schema-sample.ts'

type Document = Record<string, unknown>

interface Operation {
  readonly document: Document
  readonly isSwagger: boolean
  readonly path: string
  readonly method: string
  readonly about: Record<string, unknown>
  readonly parameters: readonly Record<string, unknown>[]
  readonly context: ImportContext
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** One request for each operation of OpenAPI 3.x or Swagger 2, in folders by tag. */
export function fromOpenApi(document: Document, context: ImportContext): Omit<Imported, 'notes'> {
  const isSwagger = 'swagger' in document
  const info = isObject(document['info']) ? document['info'] : {}
  const byTag = new Map<string, ImportedItem[]>()
  for (const [path, given] of Object.entries(isObject(document['paths']) ? document['paths'] : {})) {
    const item = resolved(document, given)
    if (!isObject(item)) {
      context.note('reference-unknown', path)
      continue
    }
    for (const method of methods) {
      const about = item[method]
      if (!isObject(about)) continue
      const tag = Array.isArray(about['tags']) ? textOf(about['tags'][0]) : ''
      const name =
        textOf(about['summary']) || textOf(about['operationId']) || `${method.toUpperCase()} ${path}`
      const parameters = [item['parameters'], about['parameters']].flatMap((each) =>
        Array.isArray(each) ? each : [],
      )
      const known = parameters.map((each) => resolved(document, each)).filter(isObject)
      const inside = (tag === '' ? context : context.inside(tag)).inside(name)
      if (known.length < parameters.length) inside.note('reference-unknown', path)
      const operation = { document, isSwagger, path, method, about, parameters: known, context: inside }
      byTag.set(tag, [...(byTag.get(tag) ?? []), { kind: 'request', draft: draftOf(name, operation) }])
    }
  }
  const folders = [...byTag].flatMap(([tag, items]): ImportedItem[] =>
    tag === '' ? items : [{ kind: 'folder', folder: folderOf(tag, items) }],
  )
  return {
    format: isSwagger ? 'swagger-2' : 'openapi-3',
    root: {
      ...folderOf(textOf(info['title']) || 'OpenAPI', folders),
      docs: textOf(info['description']),
      variables: serverVariables(document, isSwagger),
    },
    environments: [],
    cookies: [],
  }
}

/** The first server, and what its URL leaves open. */
function serverVariables(document: Document, isSwagger: boolean): ImportedVariable[] {
  if (isSwagger) {
    const scheme = Array.isArray(document['schemes']) ? textOf(document['schemes'][0]) : 'https'
    const host = textOf(document['host'])
    const base = textOf(document['basePath']).replace(/\/$/, '')
    return [variable('base_url', `${host === '' ? '' : `${scheme}://${host}`}${base}`)]
  }
  const servers: unknown[] = Array.isArray(document['servers']) ? document['servers'] : []
  const server = isObject(servers[0]) ? servers[0] : {}
  const open = Object.entries(isObject(server['variables']) ? server['variables'] : {})
  const url = textOf(server['url']).replace(/\/$/, '')
  return [
    variable('base_url', withVariables(url)),
    ...open.map(([name, about]) => variable(name, isObject(about) ? textOf(about['default']) : '')),
  ]
}

function variable(name: string, value: string): ImportedVariable {
  return { name: variableName(name), value, isSecret: false, isEnabled: true }
}

function withVariables(path: string): string {
  return path.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => `{{${variableName(name)}}}`)
}

function draftOf(name: string, operation: Operation): RequestDraft {
  const { path, method, about, document } = operation
  const query = placed(operation, 'query').map((parameter) => pairOf(document, parameter))
  const sent = query.filter(({ isEnabled }) => isEnabled)
  const suffix = sent
    .map((pair) => `${encodeURIComponent(pair.name.replaceAll(/\p{Surrogate}/gu, '_'))}=${pair.value}`)
    .join('&')
  return {
    ...newDraft,
    name,
    method: method.toUpperCase(),
    url: `{{base_url}}${withVariables(path)}${suffix === '' ? '' : `?${suffix}`}`,
    query,
    headers: placed(operation, 'header').map((parameter) => pairOf(document, parameter)),
    body: bodyOf(operation),
    auth: authOf(operation),
    docs: textOf(about['description']),
  }
}

function placed({ parameters }: Operation, place: string) {
  return parameters.filter((parameter) => parameter['in'] === place)
}

/** Those that must be there are switched on, each with a variable where there is no example. */
function pairOf(document: Document, parameter: Record<string, unknown>) {
  const name = textOf(parameter['name'])
  const known = textOf(parameter['example'] ?? sampleOf(document, parameter['schema'] ?? parameter))
  const value = known === '' || known === '0' ? `{{${variableName(name)}}}` : known
  const description = textOf(parameter['description'])
  const pair = { name, value, isEnabled: parameter['required'] === true }
  return description === '' ? pair : { ...pair, description }
}

function bodyOf(operation: Operation): DraftBody {
  const { document, about, context, isSwagger } = operation
  if (isSwagger) {
    const [body] = placed(operation, 'body')
    const fields = placed(operation, 'formData')
    if (fields.length > 0)
      return { kind: 'urlencoded', pairs: fields.map((field) => pairOf(document, field)) }
    return body ? madeUp(sampleOf(document, body['schema']), context) : { kind: 'none' }
  }
  const request = resolved(document, about['requestBody'])
  const content = isObject(request) && isObject(request['content']) ? Object.entries(request['content']) : []
  const json = content.find(([type]) => /json/i.test(type)) ?? content[0]
  if (!json) return { kind: 'none' }
  const [type, given] = json
  const media = isObject(given) ? given : {}
  if (/octet-stream|^image\/|\*\/\*/.test(type)) {
    context.note('file-to-choose', type)
    return { kind: 'file', file: null }
  }
  const examples = isObject(media['examples']) ? Object.values(media['examples']) : []
  const example = resolved(document, examples[0])
  const sample = media['example'] ?? (isObject(example) ? example['value'] : undefined)
  if (/x-www-form-urlencoded|form-data/.test(type)) {
    const fields = Object.entries(objectOf(sample ?? sampleOf(document, media['schema'])))
    const pairs = fields.map(([name, value]) => ({ name, value: textOf(value), isEnabled: true }))
    return { kind: 'urlencoded', pairs }
  }
  if (sample !== undefined) return jsonBody(sample)
  return madeUp(sampleOf(document, media['schema']), context)
}

function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {}
}

function madeUp(sample: unknown, context: ImportContext): DraftBody {
  context.note('body-made-up', '')
  return jsonBody(sample)
}

function jsonBody(sample: unknown): DraftBody {
  const text = typeof sample === 'string' ? sample : JSON.stringify(sample, null, 2)
  return { kind: 'text', text, language: 'json' }
}

/** Schemes tell how, never with what: what is secret becomes a variable. */
function authOf({ document, about, isSwagger, context }: Operation): RequestDraft['auth'] {
  const wanted: unknown = about['security'] ?? document['security']
  const [first] = Array.isArray(wanted) ? (wanted as unknown[]) : []
  const [name] = isObject(first) ? Object.keys(first) : []
  if (name === undefined) return { kind: 'inherit' }
  const components = objectOf(document['components'])
  const schemes = objectOf(isSwagger ? document['securityDefinitions'] : components['securitySchemes'])
  const scheme = objectOf(resolved(document, Object.hasOwn(schemes, name) ? schemes[name] : undefined))
  const type = textOf(scheme['type'])
  const kind = type === 'http' ? textOf(scheme['scheme']).toLowerCase() : type
  if (kind === 'basic') return { kind: 'basic', username: '{{username}}', password: '{{password}}' }
  if (kind === 'bearer') return { kind: 'bearer', token: '{{token}}' }
  if (kind === 'apiKey' && scheme['in'] !== 'cookie') {
    const place = scheme['in'] === 'query' ? 'query' : 'header'
    const key = textOf(scheme['name'])
    const value = /^x-auth-token$/i.test(key) ? '{{token}}' : `{{${variableName(name)}}}`
    return { kind: 'api-key', name: key, value, in: place }
  }
  context.note('auth-left-out', kind)
  return { kind: 'inherit' }
}
