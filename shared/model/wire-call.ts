import type { Image } from './image.ts'
import { type ImageChange, jsonPatchType, toJsonPatch } from './image-change.ts'
import type { ImportMethod, ImportTarget } from './image-import.ts'
import type { ImageOperation } from './image-operation.ts'
import { importBody } from './import-body.ts'
import type { HeaderPair } from './wire.ts'

/** An operation as Image API v2 takes it. */
export interface WireCall {
  readonly method: string
  /** From `/v2` on, encoded. */
  readonly path: string
  /** Without the token. */
  readonly headers: readonly HeaderPair[]
  /** `file`: bytes that are not told here. */
  readonly body: { kind: 'none' } | { kind: 'json'; value: unknown } | { kind: 'file' }
}

export function wireCall(operation: ImageOperation, image: Pick<Image, 'id' | 'tags'>): WireCall {
  const id = encodeURIComponent(image.id)
  const path = `/v2/images/${id}`
  switch (operation.action) {
    case 'show':
      return plain('GET', path)
    case 'delete':
      return plain('DELETE', path)
    case 'deactivate':
    case 'reactivate':
      return plain('POST', `${path}/actions/${operation.action}`)
    case 'upload':
      return sending(
        `${path}/file`,
        operation.store === null ? [] : [['X-Image-Meta-Store', operation.store]],
      )
    case 'stage':
      return sending(`${path}/stage`, [])
    case 'download':
      return { ...plain('GET', `${path}/file`), headers: [['Accept-Encoding', 'identity']] }
    case 'add-tag':
    case 'remove-tag':
      return tagging(path, operation, image.tags)
    case 'share':
      return json('POST', `${path}/members`, { member: operation.projectId })
    case 'unshare':
      return plain('DELETE', `${path}/members/${encodeURIComponent(operation.projectId)}`)
    case 'set-member-status':
      return json('PUT', `${path}/members/${encodeURIComponent(operation.projectId)}`, {
        status: operation.status,
      })
    case 'import-staged':
      return importing(path, { name: 'glance-direct' }, operation.target)
    case 'import-from-web':
      return importing(path, { name: 'web-download', uri: operation.uri }, operation.target)
    case 'import-from-cloud': {
      const { regionName, sourceImageId, target } = operation
      return importing(path, { name: 'glance-download', regionName, imageId: sourceImageId }, target)
    }
    case 'copy-to-stores':
      return importing(path, { name: 'copy-image' }, operation.target)
    case 'delete-from-store':
      return plain('DELETE', `/v2/stores/${encodeURIComponent(operation.store)}/${id}`)
    case 'queue-for-cache':
      return plain('PUT', `/v2/cache/${id}`)
    case 'delete-from-cache':
      return plain('DELETE', `/v2/cache/${id}`)
    case 'update':
    case 'set-formats':
    case 'set-visibility':
    case 'set-protected':
    case 'set-hidden':
      return json('PATCH', path, toJsonPatch(changesOf(operation)), jsonPatchType)
  }
}

export type UpdateOperation = Extract<
  ImageOperation,
  { action: 'update' | 'set-formats' | 'set-visibility' | 'set-protected' | 'set-hidden' }
>

/** The changes that an operation makes to attributes. */
export function changesOf(operation: UpdateOperation): readonly ImageChange[] {
  switch (operation.action) {
    case 'update':
      return operation.changes
    case 'set-formats':
      return [
        { op: 'replace', name: 'disk_format', value: operation.diskFormat },
        { op: 'replace', name: 'container_format', value: operation.containerFormat },
      ]
    case 'set-visibility':
      return [{ op: 'replace', name: 'visibility', value: operation.visibility }]
    case 'set-protected':
      return [{ op: 'replace', name: 'protected', value: operation.isProtected }]
    case 'set-hidden':
      return [{ op: 'replace', name: 'os_hidden', value: operation.isHidden }]
  }
}

/**
 * Whether a tag can be part of a path. Glance reads the octets of one beyond ASCII as so many characters and keeps them
 * so, and does not find a tag with a slash, whether it is encoded or not.
 */
export function fitsPath(tag: string): boolean {
  return /^[ -.0-~]+$/.test(tag) && tag !== '.' && tag !== '..'
}

function tagging(
  path: string,
  { action, tag }: Extract<ImageOperation, { action: 'add-tag' | 'remove-tag' }>,
  tags: readonly string[],
): WireCall {
  if (fitsPath(tag)) {
    return plain(action === 'add-tag' ? 'PUT' : 'DELETE', `${path}/tags/${encodeURIComponent(tag)}`)
  }
  const others = tags.filter((one) => one !== tag)
  const value = action === 'add-tag' ? [...others, tag] : others
  return json('PATCH', path, toJsonPatch([{ op: 'replace', name: 'tags', value }]), jsonPatchType)
}

function plain(method: string, path: string): WireCall {
  return { method, path, headers: [], body: { kind: 'none' } }
}

function json(method: string, path: string, value: unknown, mediaType = 'application/json'): WireCall {
  return { method, path, headers: [['Content-Type', mediaType]], body: { kind: 'json', value } }
}

function importing(path: string, method: ImportMethod, target: ImportTarget | null): WireCall {
  return json('POST', `${path}/import`, importBody(method, target))
}

function sending(path: string, headers: readonly HeaderPair[]): WireCall {
  const type: HeaderPair = ['Content-Type', 'application/octet-stream']
  return { method: 'PUT', path, headers: [type, ...headers], body: { kind: 'file' } }
}
