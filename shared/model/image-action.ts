import { type Image, type ImageStatus, imageStatuses } from './image.ts'

export const imageActions = ['upload', 'download', 'deactivate', 'reactivate', 'delete'] as const
export type ImageAction = (typeof imageActions)[number]

/** Whether an action is worth sending, and if not, which rule forbids it and what status the cloud would answer. */
export type ActionRuling = { isAllowed: true } | { isAllowed: false; rule: ActionRule; status: number }
export type ActionRule =
  | 'needs-queued'
  | 'needs-formats'
  | 'needs-data'
  | 'needs-active'
  | 'needs-deactivated'
  | 'is-deactivated'
  | 'is-protected'
  | 'is-gone'

const gone: ReadonlySet<string> = new Set<ImageStatus>(['deleted', 'pending_delete'])
const known: ReadonlySet<string> = new Set(imageStatuses)

/**
 * The state table of Image API v2, in one place.
 *
 * A status this table does not know is left to the cloud: everything is allowed. Role is not known here; an
 * administrator may download a deactivated image, so `isAdmin` lifts that one rule.
 */
export function rulingFor(action: ImageAction, image: Image, isAdmin: boolean): ActionRuling {
  const { status } = image
  if (!known.has(status)) return { isAllowed: true }
  if (gone.has(status)) return refuse('is-gone', 404)
  switch (action) {
    case 'upload':
      if (status !== 'queued') return refuse('needs-queued', 409)
      return image.diskFormat && image.containerFormat ? allow : refuse('needs-formats', 400)
    case 'download':
      if (status === 'deactivated') return isAdmin ? allow : refuse('is-deactivated', 403)
      return status === 'active' ? allow : refuse('needs-data', 204)
    case 'deactivate':
      return status === 'active' ? allow : refuse('needs-active', status === 'deactivated' ? 204 : 403)
    case 'reactivate':
      return status === 'deactivated' ? allow : refuse('needs-deactivated', status === 'active' ? 204 : 403)
    case 'delete':
      return image.isProtected ? refuse('is-protected', 403) : allow
  }
}

const allow: ActionRuling = { isAllowed: true }

function refuse(rule: ActionRule, status: number): ActionRuling {
  return { isAllowed: false, rule, status }
}
