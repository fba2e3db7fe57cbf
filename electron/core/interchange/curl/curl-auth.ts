import type { CurlNotice, RequestDraft } from '../../../../shared/model/request.ts'
import type { CurlOption } from './curl-options.ts'

/** Ways to sign in that are not spoken here. */
const unspoken = new Set(['anyauth', 'aws-sigv4', 'negotiate', 'ntlm', 'ntlm-wb'])

/**
 * Who a command says is asking. A pasted request inherits nothing: without credentials it goes out without any.
 * One that has an Authorization header of its own keeps to that, as in curl.
 */
export function readCurlAuth(
  options: readonly CurlOption[],
  { userInUrl, hasHeader }: { userInUrl: string | null; hasHeader: boolean },
): { auth: RequestDraft['auth']; notices: CurlNotice[] } {
  const last = (name: string) => options.findLast((option) => option.name === name)?.value
  const way = options.findLast(({ name }) => name === 'digest' || name === 'basic' || unspoken.has(name))
  const user = last('user') ?? userInUrl
  const bearer = last('oauth2-bearer')
  const notices: CurlNotice[] =
    way && unspoken.has(way.name) ? [{ option: way.written, kind: 'unsupported' }] : []

  if (hasHeader) return { auth: { kind: 'none' }, notices }
  if (bearer !== undefined) return { auth: { kind: 'bearer', token: bearer }, notices }
  if (user === null || notices.length > 0) return { auth: { kind: 'none' }, notices }
  const [, username = '', password = ''] = /^((?:\{\{[^}]*\}\}|[^:])*):?([^]*)$/.exec(user) ?? []
  return { auth: { kind: way?.name === 'digest' ? 'digest' : 'basic', username, password }, notices }
}
