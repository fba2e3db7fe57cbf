import type { RequestDraft } from '../../../../shared/model/request.ts'

/** What the + opens. */
export const newDraft: RequestDraft = {
  name: '',
  method: 'GET',
  url: '',
  headers: [],
  body: { kind: 'none' },
  captures: [],
}
