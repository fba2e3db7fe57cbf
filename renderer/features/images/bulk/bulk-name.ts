import type { BulkOperation } from '../../../../shared/model/image-operation.ts'

/** The key of the words for an operation, under `images.bulk.name`. */
export function bulkName(operation: BulkOperation) {
  if (operation.action === 'set-protected') return operation.isProtected ? 'protect' : 'unprotect'
  if (operation.action === 'set-hidden') return operation.isHidden ? 'hide' : 'unhide'
  return operation.action
}
