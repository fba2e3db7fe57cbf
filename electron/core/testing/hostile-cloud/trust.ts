import { answer, catalogAt, json, token, tokenAnswer } from './hostile-cloud.ts'
import { calls, type Misbehaviour } from './misbehaviour.ts'

function redirect(location: string, status = 302): string {
  return answer('', { status, headers: `Location: ${location}\r\n` })
}

export const trust: readonly Misbehaviour[] = [
  {
    what: 'sends a version list of another shape',
    doing: 'sign in',
    reply: json({ versions: { values: 'all' } }),
    ends: 'NOT_KEYSTONE',
  },
  {
    what: 'sends a version whose links lead elsewhere',
    doing: 'sign in',
    on: calls.identity,
    reply: json({ version: { id: 'v3.14', links: [{ rel: 'self', href: 'http://evil.invalid/v3' }] } }),
    ends: 'well',
  },
  {
    what: 'gives a token without a name',
    doing: 'sign in',
    on: calls.tokens,
    reply: (socket, { url }) => void socket.write(tokenAnswer(url).replace('X-Subject-Token', 'X-Other')),
    ends: 'NOT_KEYSTONE',
  },
  {
    what: 'gives a token that does not end',
    doing: 'sign in',
    on: calls.tokens,
    reply: (socket, { url }) => void socket.write(tokenAnswer(url, { expires_at: null })),
    ends: 'NOT_KEYSTONE',
  },
  {
    what: 'gives a token that ends at no time',
    doing: 'sign in',
    on: calls.tokens,
    reply: (socket, { url }) => void socket.write(tokenAnswer(url, { expires_at: 'never' })),
    ends: 'well',
  },
  {
    what: 'gives a token that has ended',
    doing: 'sign in',
    on: calls.tokens,
    reply: (socket, { url }) => void socket.write(tokenAnswer(url, { expires_at: '2001-01-01T00:00:00Z' })),
    ends: 'well',
  },
  {
    what: 'gives a token for ten thousand years',
    doing: 'sign in',
    on: calls.tokens,
    reply: (socket, { url }) => void socket.write(tokenAnswer(url, { expires_at: '9999-12-31T23:59:59Z' })),
    ends: 'well',
  },
  {
    what: 'has a catalog that is no list',
    doing: 'sign in',
    on: calls.tokens,
    reply: (socket, { url }) => void socket.write(tokenAnswer(url, { catalog: { image: url } })),
    ends: 'well',
  },
  {
    what: 'has a catalog that leads to a file',
    doing: 'sign in',
    on: calls.tokens,
    reply: (socket, { url }) =>
      void socket.write(tokenAnswer(url, { catalog: catalogAt('file:///etc/passwd') })),
    ends: 'well',
  },
  {
    what: 'refuses with the password in its words',
    doing: 'sign in',
    on: calls.tokens,
    reply: json({ error: { code: 400, message: 'bad password s3cret-of-the-operator' } }, 400),
    ends: 'CLOUD_REFUSED',
  },
  {
    what: 'redirects in a circle',
    doing: 'send',
    on: calls.anything,
    reply: redirect('/anything'),
    ends: 'REDIRECT_REFUSED',
  },
  {
    what: 'redirects to a file',
    doing: 'send',
    on: calls.anything,
    reply: redirect('file:///etc/passwd'),
    ends: 'REDIRECT_REFUSED',
  },
  {
    what: 'redirects to a script',
    doing: 'send',
    on: calls.anything,
    reply: redirect('javascript:alert(1)'),
    ends: 'REDIRECT_REFUSED',
  },
  {
    what: 'redirects to nothing',
    doing: 'send',
    on: calls.anything,
    reply: redirect('http://[::'),
    ends: 'REDIRECT_REFUSED',
  },
  {
    what: 'redirects sign-in elsewhere',
    doing: 'sign in',
    reply: redirect('http://evil.invalid/v3'),
    ends: 'NOT_KEYSTONE',
  },
  {
    what: 'redirects a list elsewhere',
    doing: 'list',
    on: calls.images,
    reply: redirect('http://evil.invalid/', 307),
    ends: 'CLOUD_REFUSED',
  },
  {
    what: 'sets cookies for another domain',
    doing: 'send',
    on: calls.anything,
    reply: answer('ok', {
      headers: 'Set-Cookie: a=b; Domain=example.org\r\nSet-Cookie: c=d; Domain=com\r\n',
    }),
    ends: 'well',
  },
  {
    what: 'echoes the token in a header',
    doing: 'send',
    on: calls.anything,
    reply: answer('ok', { headers: `X-Echo: ${token}\r\n` }),
    ends: 'well',
  },
]
