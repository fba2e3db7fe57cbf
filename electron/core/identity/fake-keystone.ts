import { randomUUID } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a test sees of a call. */
export interface SeenCall {
  readonly method: string
  readonly path: string
  readonly token: string | null
  readonly receipt: string | null
  readonly json: unknown
}

export interface Reply {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body?: string
}

export interface FakeKeystone {
  readonly url: string
  readonly calls: SeenCall[]
  /** Tokens that were issued and not revoked. */
  readonly tokens: Set<string>
  password: string
  /** Good once, and then another; null: this user needs none. */
  passcode: string | null
  lifetimeMs: number
  /** The clock of this server. */
  now: () => number
  /** Answers in place of Keystone; a promise holds the answer back. */
  intercept: (call: SeenCall) => Reply | null | Promise<Reply | null>
  countOf(method: string, path: string): number
  close(): Promise<void>
}

/** A Keystone with one user, for tests: answers as the real one does, and can be told to misbehave. */
export async function startFakeKeystone(prefix = ''): Promise<FakeKeystone> {
  const server = http.createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const fake: FakeKeystone = {
    url: origin + prefix,
    calls: [],
    tokens: new Set(),
    password: 'correct horse',
    passcode: null,
    lifetimeMs: 3_600_000,
    now: Date.now,
    intercept: () => null,
    countOf: (method, path) =>
      fake.calls.filter((call) => call.method === method && call.path === path).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const call: SeenCall = {
      method: request.method!,
      path: request.url!,
      token: request.headers['x-auth-token']?.toString() ?? null,
      receipt: request.headers['openstack-auth-receipt']?.toString() ?? null,
      json: text ? (JSON.parse(text) as unknown) : null,
    }
    fake.calls.push(call)
    const reply = (await fake.intercept(call)) ?? replyAsKeystone(fake, prefix, call)
    response.writeHead(reply.status, {
      'content-type': 'application/json',
      'x-openstack-request-id': 'req-1',
      ...reply.headers,
    })
    response.end(reply.body)
  }
  return fake
}

/** The body of a refusal, as Keystone writes it. */
export function keystoneError(code: number, message: string): string {
  return JSON.stringify({ error: { code, message, title: 'Refused' } })
}

function replyAsKeystone(fake: FakeKeystone, prefix: string, call: SeenCall): Reply {
  const path = call.path.slice(prefix.length).replace(/\/$/, '')
  const version = {
    id: 'v3.14',
    status: 'stable',
    links: [{ rel: 'self', href: `${fake.url}/v3/` }],
  }
  switch (`${call.method} ${path}`) {
    case 'GET ':
      return { status: 300, body: JSON.stringify({ versions: { values: [version] } }) }
    case 'GET /v3':
      return { status: 200, body: JSON.stringify({ version }) }
    case 'POST /v3/auth/tokens':
      return issue(fake, call)
    case 'GET /v3/auth/projects':
      return isKnown(fake, call) ? { status: 200, body: JSON.stringify({ projects }) } : refused
    case 'DELETE /v3/auth/tokens':
      return call.token && fake.tokens.delete(call.token) ? { status: 204 } : refused
    default:
      return { status: 404, body: keystoneError(404, 'Could not find it.') }
  }
}

const refused: Reply = {
  status: 401,
  body: keystoneError(401, 'The request you have made requires authentication.'),
}

export const projects = [
  { id: 'p2', name: 'beta', domain_id: 'default', enabled: true },
  { id: 'p1', name: 'alpha', domain_id: 'default', enabled: true },
  { id: 'p3', name: 'closed', domain_id: 'default', enabled: false },
]

function isKnown(fake: FakeKeystone, call: SeenCall): boolean {
  return call.token !== null && fake.tokens.has(call.token)
}

interface TokenOrderBody {
  auth: {
    identity: {
      methods: string[]
      password?: { user: { password: string } }
      totp?: { user: { passcode: string } }
      token?: { id: string }
      application_credential?: { secret: string }
    }
    scope?: 'unscoped' | { project?: { id?: string; name?: string } }
  }
}

const goodReceipt = 'gAAAAAreceipt'

/** Null where the proof is whole; else the refusal, with a receipt if only the passcode is missing. */
function check(fake: FakeKeystone, call: SeenCall): Reply | null {
  const { identity } = (call.json as TokenOrderBody).auth
  const { methods, password, totp, token, application_credential: credential } = identity
  if (password && password.user.password !== fake.password) return refused
  if (credential && credential.secret !== fake.password) return refused
  if (token && !fake.tokens.has(token.id)) return { status: 404, body: keystoneError(404, 'No such token.') }
  if (totp && totp.user.passcode !== fake.passcode) return refused
  const needsMore = fake.passcode !== null && methods.includes('password') && !totp
  if (totp && !password && call.receipt !== null && call.receipt !== goodReceipt) return refused
  return needsMore ? moreNeeded : null
}

const moreNeeded: Reply = {
  status: 401,
  headers: { 'openstack-auth-receipt': goodReceipt },
  body: JSON.stringify({
    receipt: {
      methods: ['password'],
      issued_at: '2026-11-24T10:00:00.000000Z',
      expires_at: '2026-11-24T10:05:00.000000Z',
    },
    required_auth_methods: [
      ['password', 'mapped'],
      ['password', 'totp'],
    ],
  }),
}

function issue(fake: FakeKeystone, call: SeenCall): Reply {
  const { identity, scope } = (call.json as TokenOrderBody).auth
  const refusal = check(fake, call)
  if (refusal) return refusal
  const wanted = typeof scope === 'object' ? scope.project : undefined
  const project = projects.find(({ id, name }) => id === wanted?.id || name === wanted?.name)
  if (wanted && !project) return refused
  const token = `token-${randomUUID()}`
  fake.tokens.add(token)
  const issuedAtMs = fake.now()
  const body = {
    token: {
      methods: identity.methods,
      user: { id: 'u1', name: 'demo', domain: { id: 'default', name: 'Default' } },
      issued_at: new Date(issuedAtMs).toISOString(),
      expires_at: new Date(issuedAtMs + fake.lifetimeMs).toISOString(),
      ...(project && {
        project: { id: project.id, name: project.name, domain: { id: 'default', name: 'Default' } },
        roles: [{ id: 'r1', name: 'member' }],
        catalog: [
          { type: 'image', name: 'glance', endpoints: imageEndpoints },
          { type: 'object-store', endpoints: [objectEndpoint] },
        ],
      }),
    },
  }
  return { status: 201, headers: { 'x-subject-token': token }, body: JSON.stringify(body) }
}

const imageEndpoints = [
  { interface: 'public', region_id: 'north', url: 'https://north.example.org:9292/v2/' },
  { interface: 'internal', region_id: 'north', url: 'http://north.internal:9292' },
  { interface: 'public', region_id: 'south', url: 'https://south.example.org/image/v2' },
]

const objectEndpoint = {
  interface: 'public',
  region_id: 'north',
  url: 'https://swift.example.org/v1/AUTH_p1',
}
