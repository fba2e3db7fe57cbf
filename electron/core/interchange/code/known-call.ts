import type { ImageChange } from '../../../../shared/model/image-change.ts'
import type { ImageOperation } from '../../../../shared/model/image-operation.ts'
import { isObject } from '../import/lenient.ts'
import type { CurlRequest } from '../curl/to-curl.ts'

/** What a request asks of OpenStack, as its own tools have a word for it. */
export type KnownCall =
  | { readonly kind: 'image'; readonly id: string; readonly operation: ImageOperation }
  | { readonly kind: 'images'; readonly query: readonly (readonly [string, string])[] }
  | { readonly kind: 'identity'; readonly noun: string; readonly id: string | null }
  | { readonly kind: 'token' }

/** The path from the version on, and the query. Null for what is neither Image nor Identity API. */
export function servicePath(
  url: string,
): { service: 'image' | 'identity'; path: string; query: string } | null {
  const [, version, path = '', query = ''] = /^[^?#]*?\/(v2|v3)(\/[^?#]*)(?:\?([^#]*))?/.exec(url) ?? []
  if (version === 'v3') return { service: 'identity', path, query }
  const isImage = /^\/(?:images|schemas|tasks|stores|info|cache|metadefs|usage|discovery)(?:\/|$)/.test(path)
  return version === 'v2' && isImage ? { service: 'image', path, query } : null
}

export function knownCall({ method, url, body }: CurlRequest): KnownCall | null {
  const place = servicePath(url)
  if (!place) return null
  const { service, path, query } = place
  const json = body.kind === 'text' ? jsonOf(body.text) : null
  if (service === 'identity') return identityCall(method, path, query)
  if (method === 'GET' && path === '/images')
    return { kind: 'images', query: [...new URLSearchParams(query)] }
  const [, id = '', rest = ''] = /^\/images\/([^/]+)(\/.*)?$/.exec(path) ?? []
  const operation = id === '' || query !== '' ? null : imageOperation(`${method} ${rest}`, json)
  return operation && { kind: 'image', id: plainText(id), operation }
}

const identityNouns: Readonly<Record<string, string>> = {
  projects: 'project',
  users: 'user',
  roles: 'role',
  domains: 'domain',
  groups: 'group',
  regions: 'region',
  services: 'service',
  endpoints: 'endpoint',
  credentials: 'credential',
}

function identityCall(method: string, path: string, query: string): KnownCall | null {
  if (method === 'POST' && path === '/auth/tokens') return { kind: 'token' }
  if (method === 'GET' && path === '/auth/catalog') return { kind: 'identity', noun: 'catalog', id: null }
  const [, plural = '', id] = /^\/([a-z]+)(?:\/([^/]+))?$/.exec(path) ?? []
  const noun = Object.hasOwn(identityNouns, plural) ? identityNouns[plural] : undefined
  if (method !== 'GET' || query !== '' || noun === undefined) return null
  return { kind: 'identity', noun, id: id === undefined ? null : plainText(id) }
}

function imageOperation(call: string, json: unknown): ImageOperation | null {
  const [, verb = '', item = ''] = /^(\w+ \/(?:tags|members)\/)([^/]+)$/.exec(call) ?? []
  const named = plainText(item)
  switch (verb || call) {
    case 'GET ':
      return { action: 'show' }
    case 'DELETE ':
      return { action: 'delete' }
    case 'PATCH ':
      return patchOf(json)
    case 'POST /actions/deactivate':
      return { action: 'deactivate' }
    case 'POST /actions/reactivate':
      return { action: 'reactivate' }
    case 'GET /file':
      return { action: 'download' }
    case 'PUT /file':
      return { action: 'upload', store: null }
    case 'PUT /stage':
      return { action: 'stage' }
    case 'PUT /tags/':
      return { action: 'add-tag', tag: named }
    case 'DELETE /tags/':
      return { action: 'remove-tag', tag: named }
    case 'POST /members':
      return isObject(json) && typeof json['member'] === 'string'
        ? { action: 'share', projectId: json['member'] }
        : null
    case 'DELETE /members/':
      return { action: 'unshare', projectId: named }
    case 'PUT /members/':
      return memberStatus(named, json)
    default:
      return null
  }
}

function memberStatus(projectId: string, json: unknown): ImageOperation | null {
  const status = isObject(json) ? json['status'] : null
  const isOne = status === 'accepted' || status === 'rejected' || status === 'pending'
  return isOne ? { action: 'set-member-status', projectId, status } : null
}

/** A JSON patch of attributes, as the Image API has it; null for one that goes deeper. */
function patchOf(json: unknown): ImageOperation | null {
  if (!Array.isArray(json) || json.length === 0) return null
  const changes: ImageChange[] = []
  for (const step of json as unknown[]) {
    if (!isObject(step) || typeof step['path'] !== 'string' || !/^\/[^/]+$/.test(step['path'])) return null
    const { op, value } = step
    const name = step['path'].slice(1).replaceAll('~1', '/').replaceAll('~0', '~')
    const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    if (op === 'remove') changes.push({ op, name })
    else if ((op === 'add' || op === 'replace') && isPlain) changes.push({ op, name, value })
    else return null
  }
  return { action: 'update', changes }
}

function plainText(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
