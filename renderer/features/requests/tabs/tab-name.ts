import type { RequestDraft } from '../../../../shared/model/request.ts'

/** What a tab is called: the request's name, else the end of its URL; empty when there is neither. */
export function tabName({ name, url }: Pick<RequestDraft, 'name' | 'url'>): string {
  if (name !== '') return name
  const path = url.replace(/[?#].*$/, '').replace(/^[a-z]+:\/\//i, '')
  const segments = path.split('/').filter((segment) => segment !== '')
  return segments.slice(-2).join('/')
}
