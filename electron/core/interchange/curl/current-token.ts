import type { CurlNotice } from '../../../../shared/model/request.ts'
import type { HeaderPair } from '../../../../shared/model/wire.ts'

const ofTokens = new Set(['x-auth-token', 'x-subject-token', 'x-service-token', 'authorization'])

/**
 * Puts `{{token}}` where a header holds only the trace of a token: the hash that `openstack --debug` prints, or the
 * gap that documentation leaves (`gAAAAA<...>`, `<token>`, `***`).
 */
export function currentToken(headers: readonly HeaderPair[]): { pairs: HeaderPair[]; notices: CurlNotice[] } {
  const notices: CurlNotice[] = []
  const pairs = headers.map(([name, value]): HeaderPair => {
    if (!ofTokens.has(name.toLowerCase()) || !isTrace(name, value)) return [name, value]
    notices.push({ option: name, kind: 'token-current' })
    return [
      name,
      value.replace(/^(Bearer )?.*$/is, (_, bearer: string | undefined) => `${bearer ?? ''}{{token}}`),
    ]
  })
  return { pairs, notices }
}

function isTrace(name: string, value: string): boolean {
  const text = value.replace(/^Bearer /i, '')
  if (/^\{SHA\d+\}[\da-f]+$/i.test(text)) return true
  return name.toLowerCase() === 'x-auth-token' && /^(?:gAAAA\w*)?(?:<[^>]*>|\.{3}|…|\*{3,})$/i.test(text)
}
