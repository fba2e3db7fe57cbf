import { type Image, type ImageStatus, imageStatuses } from './image.ts'
import type { ImageOperation } from './image-operation.ts'
import type { ImageCapabilities } from './image-service.ts'

export type ImageAction = ImageOperation['action']

/** Who asks, as far as the rules care. */
export interface Viewer {
  readonly isAdmin: boolean
  /** The project of the token; null: it has none, or it is not known, and then nobody is taken for a stranger. */
  readonly projectId: string | null
}

/**
 * Whether an action is worth sending, and if not, which rule forbids it and what status the cloud would answer. A rule
 * `by: 'policy'` is the default of a role or an owner, which an operator of the cloud may have set otherwise.
 */
export type ActionRuling =
  | { isAllowed: true }
  | { isAllowed: false; rule: ActionRule; status: number; by: 'state' | 'policy' | 'service' }

export type ActionRule =
  | 'needs-queued'
  | 'needs-staged'
  | 'needs-formats'
  | 'needs-data'
  | 'needs-active'
  | 'needs-deactivated'
  | 'needs-shared'
  | 'needs-admin'
  | 'needs-owner'
  | 'needs-member'
  | 'is-deactivated'
  | 'is-protected'
  | 'is-gone'
  | 'is-so-already'
  | 'is-in-store'
  | 'is-not-in-store'
  | 'is-last-copy'
  | 'formats-are-fixed'
  | 'has-no-import'
  | 'has-no-stores'
  | 'has-no-cache'

interface Refusal {
  readonly rule: ActionRule
  readonly status: number
}

/** One row of the state table: where an action starts from, and what each other status answers. */
interface ActionRow {
  readonly from: readonly ImageStatus[] | 'any'
  readonly otherwise?: Refusal
  /** Statuses that answer something else than the rest. */
  readonly except?: Partial<Record<ImageStatus, Refusal>>
  readonly by?: 'owner' | 'admin' | 'member'
  /** The status for an image whose formats are not set; none: they do not matter. */
  readonly formatsStatus?: number
  readonly needsShared?: true
  readonly service?: { part: 'stores' | 'cache' } | { method: string; status: number }
}

const notQueued = { rule: 'needs-queued', status: 409 } as const
const notActive = { rule: 'needs-active', status: 409 } as const
const glanceDirect = { method: 'glance-direct', status: 404 }

/** The state table of Image API v2: what its domain model and its handlers let through. */
const table: Readonly<Record<ImageAction, ActionRow>> = {
  show: { from: 'any' },
  upload: { from: ['queued'], otherwise: notQueued, by: 'owner', formatsStatus: 400 },
  stage: {
    from: ['queued'],
    otherwise: notQueued,
    by: 'owner',
    formatsStatus: 400,
    service: glanceDirect,
  },
  'import-staged': {
    from: ['uploading'],
    otherwise: { rule: 'needs-staged', status: 409 },
    by: 'owner',
    formatsStatus: 409,
    service: { ...glanceDirect, status: 400 },
  },
  'import-from-web': {
    from: ['queued'],
    otherwise: notQueued,
    by: 'owner',
    formatsStatus: 409,
    service: { method: 'web-download', status: 400 },
  },
  'import-from-cloud': {
    from: ['queued'],
    otherwise: notQueued,
    by: 'owner',
    formatsStatus: 409,
    service: { method: 'glance-download', status: 400 },
  },
  'copy-to-stores': {
    from: ['active'],
    otherwise: notActive,
    by: 'admin',
    service: { method: 'copy-image', status: 400 },
  },
  'delete-from-store': {
    from: ['active'],
    otherwise: notActive,
    by: 'owner',
    service: { part: 'stores' },
  },
  download: {
    from: ['active'],
    otherwise: { rule: 'needs-data', status: 204 },
    except: { deactivated: { rule: 'is-deactivated', status: 403 } },
  },
  deactivate: {
    from: ['active'],
    otherwise: { rule: 'needs-active', status: 403 },
    except: { deactivated: { rule: 'needs-active', status: 204 } },
    by: 'owner',
  },
  reactivate: {
    from: ['deactivated'],
    otherwise: { rule: 'needs-deactivated', status: 403 },
    except: { active: { rule: 'needs-deactivated', status: 204 } },
    by: 'owner',
  },
  delete: { from: 'any', by: 'owner' },
  update: { from: 'any', by: 'owner' },
  'set-formats': {
    from: ['queued', 'importing'],
    otherwise: { rule: 'formats-are-fixed', status: 403 },
    by: 'owner',
  },
  'set-visibility': { from: 'any', by: 'owner' },
  'set-protected': { from: 'any', by: 'owner' },
  'set-hidden': { from: 'any', by: 'owner' },
  'add-tag': { from: 'any', by: 'owner' },
  'remove-tag': { from: 'any', by: 'owner' },
  share: { from: 'any', by: 'owner', needsShared: true },
  unshare: { from: 'any', by: 'owner', needsShared: true },
  'set-member-status': { from: 'any', by: 'member', needsShared: true },
  'queue-for-cache': {
    from: ['active'],
    otherwise: { rule: 'needs-active', status: 400 },
    by: 'admin',
    service: { part: 'cache' },
  },
  'delete-from-cache': { from: 'any', by: 'admin', service: { part: 'cache' } },
}

const gone: ReadonlySet<string> = new Set<ImageStatus>(['deleted', 'pending_delete'])
const known: ReadonlySet<string> = new Set(imageStatuses)

/**
 * What the table says of an action, before anything is known of what it will be done with. A status that this table
 * does not know is left to the cloud. Without `service` the cloud is taken to have every part.
 */
export function rulingFor(
  action: ImageAction,
  image: Image,
  viewer: Viewer,
  service: ImageCapabilities | null = null,
): ActionRuling {
  const row = table[action]
  return (
    ruleOfService(row, service) ??
    (known.has(image.status) ? ruleOfState(action, row, image, viewer) : null) ??
    ruleOfPolicy(row, image, viewer) ?? { isAllowed: true }
  )
}

export function refuse(
  rule: ActionRule,
  status: number,
  by: 'state' | 'policy' | 'service' = 'state',
): ActionRuling {
  return { isAllowed: false, rule, status, by }
}

function ruleOfState(
  action: ImageAction,
  { from, otherwise, except, formatsStatus, needsShared }: ActionRow,
  image: Image,
  viewer: Viewer,
): ActionRuling | null {
  if (gone.has(image.status)) return refuse('is-gone', 404)
  if (action === 'download' && image.status === 'deactivated' && viewer.isAdmin) return null
  if (from !== 'any' && !from.some((status) => status === image.status)) {
    const exceptional: Readonly<Record<string, Refusal>> = except ?? {}
    const refusal = exceptional[image.status] ?? otherwise
    if (refusal) return refuse(refusal.rule, refusal.status)
  }
  if (formatsStatus !== undefined && !(image.diskFormat && image.containerFormat)) {
    return refuse('needs-formats', formatsStatus)
  }
  if (needsShared && image.visibility !== 'shared') return refuse('needs-shared', 403)
  return action === 'delete' && image.isProtected ? refuse('is-protected', 403) : null
}

function ruleOfPolicy({ by }: ActionRow, image: Image, viewer: Viewer): ActionRuling | null {
  if (viewer.isAdmin || by === undefined) return null
  if (by === 'admin') return refuse('needs-admin', 403, 'policy')
  if (viewer.projectId === null || image.owner === null) return null
  const isOwner = viewer.projectId === image.owner
  if (by === 'member') return isOwner ? refuse('needs-member', 403, 'policy') : null
  return isOwner ? null : refuse('needs-owner', 403, 'policy')
}

function ruleOfService({ service }: ActionRow, has: ImageCapabilities | null): ActionRuling | null {
  if (!service || !has) return null
  if ('method' in service) {
    const methods = has.importMethods
    const isOn = methods.isHere && methods.names.includes(service.method)
    return isOn ? null : refuse('has-no-import', service.status, 'service')
  }
  if (service.part === 'stores') {
    return has.stores.isHere ? null : refuse('has-no-stores', 404, 'service')
  }
  return has.cache.isHere ? null : refuse('has-no-cache', has.cache.status, 'service')
}
