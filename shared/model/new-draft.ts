import type { RequestDraft } from './request.ts'
import { defaultOptions } from './request-options.ts'

/** An empty request. Everything that makes a draft begins with it. */
export const newDraft: RequestDraft = {
  name: '',
  method: 'GET',
  url: '',
  query: [],
  headers: [],
  body: { kind: 'none' },
  auth: { kind: 'inherit' },
  actions: [],
  options: defaultOptions,
  docs: '',
}
