import type { ExchangeRecord } from '../../../shared/model/exchange.ts'
import { newDraft } from '../../../shared/model/new-draft.ts'
import type { RequestDraft } from '../../../shared/model/request.ts'
import type { SignedInCloud } from '../../lib/live.ts'
import type { RailScreen } from '../../lib/navigation.ts'
import { tokenBody } from './token-body.ts'

/** In the order of an image's life. */
export const tourCalls = [
  'token',
  'list',
  'create',
  'show',
  'upload',
  'download',
  'deactivate',
  'reactivate',
  'delete',
] as const
export type TourCall = (typeof tourCalls)[number]

/** What the tour's image is called on the cloud, and its id in requests. */
export const tourImageName = 'arclight-tour'
export const tourImageVariable = 'tour_image_id'

interface CallFacts {
  readonly method: string
  /** From the service's address on. */
  readonly path: string
  readonly status: number
  /** Where the click is made. */
  readonly screen: RailScreen
}

const image = `/v2/images/{{${tourImageVariable}}}`

export const callFacts: Readonly<Record<TourCall, CallFacts>> = {
  token: { method: 'POST', path: '/v3/auth/tokens', status: 201, screen: 'clouds' },
  list: { method: 'GET', path: '/v2/images', status: 200, screen: 'images' },
  create: { method: 'POST', path: '/v2/images', status: 201, screen: 'images' },
  show: { method: 'GET', path: image, status: 200, screen: 'images' },
  upload: { method: 'PUT', path: `${image}/file`, status: 204, screen: 'images' },
  download: { method: 'GET', path: `${image}/file`, status: 200, screen: 'images' },
  deactivate: { method: 'POST', path: `${image}/actions/deactivate`, status: 204, screen: 'images' },
  reactivate: { method: 'POST', path: `${image}/actions/reactivate`, status: 204, screen: 'images' },
  delete: { method: 'DELETE', path: image, status: 204, screen: 'images' },
}

export function isAboutImage(call: TourCall): boolean {
  return callFacts[call].path.startsWith(image)
}

/** The call as a request for the workbench. `upload`: what the image's data is to be. */
export function tourDraft(
  call: TourCall,
  cloud: SignedInCloud,
  upload: RequestDraft['body'],
  name: string,
): RequestDraft {
  const { method, path } = callFacts[call]
  const token = call === 'token' ? [] : [header('X-Auth-Token', '{{cloud.token}}')]
  const body = bodyOf(call, cloud, upload)
  const type = typeOf(call, body)
  return {
    ...newDraft,
    name,
    method,
    url: `{{cloud.${call === 'token' ? 'identity' : 'image'}}}${path}`,
    headers: [...token, ...(type === null ? [] : [header('Content-Type', type)])],
    body,
  }
}

function header(name: string, value: string) {
  return { name, value, isEnabled: true }
}

function bodyOf(call: TourCall, cloud: SignedInCloud, upload: RequestDraft['body']): RequestDraft['body'] {
  if (call === 'upload') return upload
  if (call !== 'token' && call !== 'create') return { kind: 'none' }
  const value =
    call === 'token'
      ? tokenBody(cloud)
      : { name: tourImageName, disk_format: 'raw', container_format: 'bare' }
  return { kind: 'text', text: JSON.stringify(value, null, 2), language: 'json' }
}

function typeOf(call: TourCall, body: RequestDraft['body']): string | null {
  if (call === 'upload') return 'application/octet-stream'
  return body.kind === 'none' ? null : 'application/json'
}

/** Whether an exchange, made by a click or by hand, is this call, done. */
export function isDoneBy(call: TourCall, record: ExchangeRecord, imageId: string | null): boolean {
  const { method, path, status } = callFacts[call]
  if (record.method !== method || record.status !== status) return false
  if (isAboutImage(call) && imageId === null) return false
  return new URL(record.url).pathname.endsWith(path.replace(`{{${tourImageVariable}}}`, imageId ?? ''))
}

/** The id of the image that a create made, from its Location (RFC 9110 section 10.2.2). */
export function createdImageId(record: ExchangeRecord): string | null {
  const location = record.responseHeaders.find(([name]) => name.toLowerCase() === 'location')?.[1]
  return location === undefined ? null : (/\/v2\/images\/([^/?#]+)$/.exec(location)?.[1] ?? null)
}
