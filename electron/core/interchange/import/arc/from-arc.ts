import { newDraft } from '../../../../../shared/model/new-draft.ts'
import type { DraftBody, RequestDraft } from '../../../../../shared/model/request.ts'
import type { Imported, ImportedFolder, ImportedItem } from '../imported.ts'
import { folderOf } from '../imported.ts'
import type { ImportContext } from '../import-context.ts'
import { isObject, textOf } from '../lenient.ts'
import { variableName, withBraces } from '../variable-names.ts'
import { arcActions } from './arc-actions.ts'
import {
  type ArcProject,
  type ArcRequest,
  arcCookie,
  arcProject,
  arcRequest,
  arcVariable,
} from './arc-schema.ts'

type Part = Extract<DraftBody, { kind: 'multipart' }>['parts'][number]

/** Stores by their names, and by those of older versions. */
const stores = {
  requests: ['requests', 'saved', 'saved-requests'],
  history: ['history', 'history-requests'],
  projects: ['projects', 'legacy-projects'],
  variables: ['variables'],
  cookies: ['cookies'],
  authdata: ['authdata', 'auth-data'],
  hostrules: ['hostrules', 'host-rules'],
  certificates: ['clientcertificates', 'client-certificates'],
}

/**
 * Whether a file is an export of Advanced REST Client: by its `kind`, by its stores, or, before there were kinds, by
 * being one request.
 */
export function isArc(data: unknown): boolean {
  if (!isObject(data)) return false
  if (textOf(data['kind']).startsWith('ARC#')) return true
  const hasStore = Array.isArray(data['requests']) || Array.isArray(data['projects'])
  const isOneRequest = ['url', 'method', 'headers'].every((key) => typeof data[key] === 'string')
  return isOneRequest || (hasStore && !('info' in data) && !('collections' in data) && !('item' in data))
}

/** Every kind of export, of every version: PouchDB stores, those of Dexie before, and what GWT wrote first. */
export function fromArc(data: Record<string, unknown>, context: ImportContext): Omit<Imported, 'notes'> {
  const isOne = typeof data['url'] === 'string' && typeof data['method'] === 'string'
  const requests = readAll(isOne ? [data] : storeOf(data, 'requests'), arcRequest, context)
  const history = readAll(storeOf(data, 'history'), arcRequest, context)
  const single = isObject(data['project']) ? [data['project']] : []
  const projects = readAll([...storeOf(data, 'projects'), ...single], arcProject, context)
  for (const rule of storeOf(data, 'hostrules'))
    context.note('host-rule-left-out', isObject(rule) ? textOf(rule['from']) : '')
  for (const held of storeOf(data, 'certificates'))
    context.note('certificate-left-out', isObject(held) ? textOf(held['name']) : '')
  for (const held of storeOf(data, 'authdata'))
    context.note('auth-left-out', isObject(held) ? textOf(held['key']) : '')
  return {
    format: 'arc',
    root: folderOf('Advanced REST Client', [
      ...projectFolders(projects, requests, context),
      ...unfiled(projects, requests).map((request) => itemOf(request, context)),
      ...(history.length > 0
        ? [
            folderItem(
              'History',
              '',
              history.map((request) => itemOf(request, context.inside('History'))),
            ),
          ]
        : []),
    ]),
    environments: environmentsOf(data, context),
    cookies: readAll(storeOf(data, 'cookies'), arcCookie, context).map(
      ({ expires, secure, httpOnly, path, ...cookie }) => ({
        ...cookie,
        path: path === '' ? '/' : path,
        expiresAtMs: expires,
        isSecure: secure,
        isHttpOnly: httpOnly,
      }),
    ),
  }
}

function storeOf(data: Record<string, unknown>, store: keyof typeof stores): unknown[] {
  return stores[store].flatMap((key) => (Array.isArray(data[key]) ? (data[key] as unknown[]) : []))
}

function readAll<Output>(
  items: readonly unknown[],
  schema: { safeParse(item: unknown): { success: true; data: Output } | { success: false } },
  context: ImportContext,
): Output[] {
  return items.flatMap((item) => {
    // An item in a wrapper: `{key, value}` of the first exports of PouchDB.
    const inner =
      isObject(item) && isObject(item['value']) && !('url' in item) && !('name' in item)
        ? item['value']
        : item
    const read = schema.safeParse(inner)
    if (read.success) return [read.data]
    context.note('item-unreadable', isObject(inner) ? textOf(inner['name']) : '')
    return []
  })
}

function projectFolders(
  projects: readonly ArcProject[],
  requests: readonly ArcRequest[],
  context: ImportContext,
): ImportedItem[] {
  return projects.map((project) => {
    const name = project.name || 'Project'
    const inside = context.inside(name)
    const ofProject = requests.filter((request) => isIn(request, project))
    const found = new Set(ofProject.flatMap(idsOf))
    for (const id of project.requests) if (!found.has(id)) inside.note('reference-unknown', id)
    return folderItem(
      name,
      project.description,
      ofProject.map((request) => itemOf(request, inside)),
    )
  })
}

function unfiled(projects: readonly ArcProject[], requests: readonly ArcRequest[]): ArcRequest[] {
  return requests.filter((request) => !projects.some((project) => isIn(request, project)))
}

/** They name each other, one or both ways. */
function isIn(request: ArcRequest, project: ArcProject): boolean {
  const projectIds = idsOf(project)
  const named = [...request.projects, request.project, request.legacyProject].filter((id) => id !== null)
  return (
    named.some((id) => projectIds.includes(id)) || idsOf(request).some((id) => project.requests.includes(id))
  )
}

function idsOf(item: ArcRequest | ArcProject): string[] {
  const reference = '_referenceId' in item ? item['_referenceId'] : null
  return [item.key, item['_id'], item.id, reference].filter((id) => id !== null)
}

function folderItem(name: string, docs: string, items: readonly ImportedItem[]): ImportedItem {
  const folder: ImportedFolder = { ...folderOf(name, items), docs }
  return { kind: 'folder', folder }
}

function itemOf(request: ArcRequest, context: ImportContext): ImportedItem {
  const method = request.method.trim() || 'GET'
  const name = request.name || `${method} ${request.url}`
  const inside = context.inside(name)
  const draft: RequestDraft = {
    ...newDraft,
    name,
    method,
    url: withBraces(request.url),
    headers: headersOf(request.headers),
    body: bodyOf(request, inside),
    auth: authOf(request, inside),
    actions: arcActions(request, inside),
    options: optionsOf(request),
    docs: request.description,
  }
  return { kind: 'request', draft }
}

/** One string, a line each. */
function headersOf(headers: string): RequestDraft['headers'] {
  const lines = headers.split(/\r?\n/).filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const [, name = line, value = ''] = /^([^:]*):?([^]*)$/.exec(line) ?? []
    return { name: withBraces(name.trim()), value: withBraces(value.trim()), isEnabled: true }
  })
}

function bodyOf({ payload, blob, multipart }: ArcRequest, context: ImportContext): DraftBody {
  if (multipart.length > 0)
    return { kind: 'multipart', parts: multipart.map((part) => partOf(part, context)) }
  const isFile =
    typeof blob === 'string' ||
    (isObject(payload) && ['file', 'blob', 'buffer'].includes(textOf(payload['type'])))
  if (isFile) {
    context.note('file-to-choose', isObject(payload) ? textOf(payload['name']) : '')
    return { kind: 'file', file: null }
  }
  if (typeof payload === 'string' && payload !== '') return { kind: 'text', text: withBraces(payload) }
  if (payload !== undefined && payload !== null && payload !== '') context.note('body-left-out', '')
  return { kind: 'none' }
}

function partOf(part: ArcRequest['multipart'][number], context: ImportContext): Part {
  const contentType = part.type === null || part.type === '' ? {} : { contentType: part.type }
  const common = { name: withBraces(part.name), isEnabled: part.enabled, ...contentType }
  if (!part.isFile) return { kind: 'text', ...common, value: withBraces(textOf(part.value)) }
  context.note('file-to-choose', part.fileName ?? part.name)
  return {
    kind: 'file',
    ...common,
    file: null,
    ...(part.fileName === null ? {} : { fileName: part.fileName }),
  }
}

function authOf({ authorization }: ArcRequest, context: ImportContext): RequestDraft['auth'] {
  const enabled = authorization.filter((method) => method.enabled)
  const [auth, ...others] = enabled.flatMap(({ type, config }): RequestDraft['auth'][] => {
    const value = (name: string) => withBraces(textOf(config.find(([key]) => key === name)?.[1]))
    if (type === 'basic' || type === 'digest')
      return [{ kind: type, username: value('username'), password: value('password') }]
    if (type === 'bearer') return [{ kind: 'bearer', token: value('token') }]
    const isOauth = type === 'oauth 2' || type === 'open id'
    if (!isOauth) {
      context.note('auth-left-out', type)
      return []
    }
    const scopes = config.find(([key]) => key === 'scopes')?.[1]
    const client = {
      tokenUrl: value('accessTokenUri'),
      clientId: value('clientId'),
      clientSecret: value('clientSecret'),
      scope: Array.isArray(scopes) ? scopes.map(textOf).join(' ') : '',
      credentialsIn: 'header' as const,
    }
    if (value('grantType') === 'client_credentials') return [{ kind: 'oauth2-client-credentials', ...client }]
    return [{ kind: 'oauth2-authorization-code', authorizationUrl: value('authorizationUri'), ...client }]
  })
  for (const other of others) context.note('auth-left-out', other.kind)
  return auth ?? { kind: 'inherit' }
}

function optionsOf({ config }: ArcRequest): RequestDraft['options'] {
  const { options } = newDraft
  if (!config?.enabled) return options
  const { timeout, followRedirects, validateCertificates } = config
  return {
    ...options,
    timeoutMs: timeout !== null && timeout > 0 ? Math.min(Math.ceil(timeout * 1000), 2 ** 31 - 1) : null,
    redirects: { ...options.redirects, follow: followRedirects ?? options.redirects.follow },
    // ARC does not verify unless it is told to; that alone is no wish to go without.
    verifyTls: validateCertificates === true ? true : null,
  }
}

function environmentsOf(data: Record<string, unknown>, context: ImportContext): Imported['environments'] {
  const variables = readAll(storeOf(data, 'variables'), arcVariable, context)
  const names = [...new Set(variables.map(({ environment }) => environment || 'default'))]
  return names.map((name) => ({
    name,
    variables: variables
      .filter(({ environment }) => (environment || 'default') === name)
      .map((held) => ({
        name: variableName(held.name ?? held.variable ?? ''),
        value: withBraces(held.value),
        isSecret: false,
        isEnabled: held.enabled,
      })),
  }))
}
