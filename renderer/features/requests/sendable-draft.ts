import { type RequestDraft, sendableDraft as sendable } from '../../../shared/model/request.ts'
import { finishedAction, type RequestAction } from '../../../shared/model/request-action.ts'

export type Unsendable = 'url' | 'method' | 'actions'

/** The draft as the host takes it: rows left blank are out. Or the part of it that is not finished yet. */
export function sendableDraft(draft: RequestDraft): RequestDraft | Unsendable {
  if (draft.url.trim() === '') return 'url'
  if (!sendable.shape.method.safeParse(draft.method).success) return 'method'
  const actions = draft.actions.filter((action) => !isBlankAction(action))
  if (!actions.every(isFinishedAction)) return 'actions'
  const headers = draft.headers.filter(({ name, value }) => name !== '' || value !== '')
  return { ...draft, actions, headers }
}

export function isFinishedAction(action: RequestAction): boolean {
  return finishedAction.safeParse(action).success
}

export function isBlankAction(action: RequestAction): boolean {
  if (action.kind === 'assert' || action.variable !== '') return false
  const { part } = action
  return (part.kind === 'header' && part.name === '') || (part.kind === 'json' && part.path === '')
}
