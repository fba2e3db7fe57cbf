import { type Capture, capture, type RequestDraft, requestDraft } from '../../../shared/model/request.ts'

export type Unsendable = 'url' | 'method' | 'captures'

/** The draft as the host takes it: rows left blank are out. Or the part of it that is not finished yet. */
export function sendableDraft(draft: RequestDraft): RequestDraft | Unsendable {
  if (draft.url.trim() === '') return 'url'
  if (!requestDraft.shape.method.safeParse(draft.method).success) return 'method'
  const captures = draft.captures.filter((rule) => !isBlankCapture(rule))
  if (!captures.every(isFinishedCapture)) return 'captures'
  const headers = draft.headers.filter(({ name, value }) => name !== '' || value !== '')
  return { ...draft, captures, headers }
}

export function isFinishedCapture(rule: Capture): boolean {
  return capture.safeParse(rule).success
}

export function isBlankCapture({ variable, source }: Capture): boolean {
  return variable === '' && (source.kind === 'header' ? source.name : source.path) === ''
}
