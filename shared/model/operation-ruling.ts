import type { Image } from './image.ts'
import { type ActionRuling, refuse, rulingFor, type Viewer } from './image-action.ts'
import type { ImageOperation } from './image-operation.ts'
import type { ImageCapabilities } from './image-service.ts'

/** The ruling on an operation whose arguments are known, too: what would change nothing is not worth sending. */
export function rulingForOperation(
  operation: ImageOperation,
  image: Image,
  viewer: Viewer,
  service: ImageCapabilities | null = null,
): ActionRuling {
  const ofAction = rulingFor(operation.action, image, viewer, service)
  return ofAction.isAllowed ? (rulingOnArguments(operation, image, viewer) ?? ofAction) : ofAction
}

const formatNames: readonly string[] = ['disk_format', 'container_format']

function rulingOnArguments(operation: ImageOperation, image: Image, viewer: Viewer): ActionRuling | null {
  if (isSo(operation, image)) return refuse('is-so-already', soStatus(operation))
  if (operation.action === 'set-visibility' && operation.visibility === 'public' && !viewer.isAdmin) {
    return refuse('needs-admin', 403, 'policy')
  }
  if (operation.action === 'copy-to-stores') {
    const { target } = operation
    const isThere = 'stores' in target && target.stores.some((store) => image.stores.includes(store))
    return isThere ? refuse('is-in-store', 400) : null
  }
  if (operation.action === 'delete-from-store') return rulingOnStore(operation.store, image)
  if (operation.action === 'update' && image.status !== 'queued') {
    const setsFormat = operation.changes.some(({ name }) => formatNames.includes(name))
    return setsFormat ? refuse('formats-are-fixed', 403) : null
  }
  return null
}

/** Whether the image is as the operation would have it. */
function isSo(operation: ImageOperation, image: Image): boolean {
  if (operation.action === 'set-visibility') return operation.visibility === image.visibility
  if (operation.action === 'set-protected') return operation.isProtected === image.isProtected
  if (operation.action === 'set-hidden') return operation.isHidden === image.isHidden
  if (operation.action === 'add-tag') return image.tags.includes(operation.tag)
  return operation.action === 'remove-tag' && !image.tags.includes(operation.tag)
}

/** What a cloud answers to an operation that changes nothing. */
function soStatus({ action }: ImageOperation): number {
  if (action === 'add-tag') return 204
  return action === 'remove-tag' ? 404 : 200
}

/** An image that names no store is left to the cloud. */
function rulingOnStore(store: string, { stores }: Image): ActionRuling | null {
  if (stores.length === 0) return null
  if (!stores.includes(store)) return refuse('is-not-in-store', 404)
  return stores.length === 1 ? refuse('is-last-copy', 403) : null
}
