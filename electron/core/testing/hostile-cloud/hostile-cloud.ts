import type { Socket } from 'node:net'

import { type RawServer, rawServer } from '../../http/exchange-trial.ts'

/** What a cloud says to one call: bytes as they are (latin1), or whatever it does to the socket. */
export type Reply = string | ((socket: Socket, cloud: HostileCloud) => void)

/** A cloud on a raw socket: honest, but for what it is told to do otherwise. */
export interface HostileCloud extends AsyncDisposable {
  readonly url: string
  /** Heads of the requests that came, whole. */
  readonly heads: string[]
  /** Answers this call otherwise, until `calm`. `*`: every call. */
  misbehave(call: string, reply: Reply): void
  calm(): void
}

export const token = `gAAAAAB${'t'.repeat(60)}`
export const imageId = '8f6d7f0e-1111-4222-8333-444455556666'
export const imageData = 'the data of an image'

export async function startHostileCloud(): Promise<HostileCloud> {
  const heads: string[] = []
  let special: { call: string; reply: Reply } | null = null
  const server: RawServer = await rawServer((socket, head) => {
    heads.push(head)
    const call = callOf(head)
    const isSpecial = special !== null && (special.call === '*' || special.call === call)
    const reply = isSpecial && special ? special.reply : honest(cloud.url)[call]
    if (typeof reply === 'function') reply(socket, cloud)
    else socket.write(Buffer.from(reply ?? json({ error: { code: 404, message: 'no' } }, 404), 'latin1'))
  })
  const cloud: HostileCloud = {
    url: server.url,
    heads,
    misbehave(call, reply) {
      special = { call, reply }
    },
    calm() {
      special = null
      for (const socket of server.sockets) socket.destroy()
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
  return cloud
}

/** An answer as it should be, with other headers on request. */
export function json(value: unknown, status = 200, headers = ''): string {
  // What is not ASCII is escaped: a reply is bytes.
  const text = JSON.stringify(value).replace(
    /[^ -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return answer(text, { status, headers: `Content-Type: application/json\r\n${headers}` })
}

export function answer(body: string, { status = 200, headers = '' } = {}): string {
  return `HTTP/1.1 ${status} Status\r\n${headers}Content-Length: ${Buffer.byteLength(body, 'latin1')}\r\n\r\n${body}`
}

export function tokenAnswer(url: string, changes: Record<string, unknown> = {}): string {
  const now = Date.now()
  const body = {
    methods: ['password'],
    user: { id: 'u1', name: 'demo', domain: { id: 'default', name: 'Default' } },
    project: { id: 'p1', name: 'alpha', domain: { id: 'default', name: 'Default' } },
    roles: [{ id: 'r1', name: 'member' }],
    issued_at: new Date(now).toISOString(),
    expires_at: new Date(now + 3_600_000).toISOString(),
    catalog: catalogAt(url),
    ...changes,
  }
  return json({ token: body }, 201, `X-Subject-Token: ${token}\r\n`)
}

export function catalogAt(url: string) {
  return [{ type: 'image', name: 'glance', endpoints: [{ interface: 'public', region_id: 'r', url }] }]
}

export function imageOf(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: imageId,
    name: 'cirros',
    status: 'active',
    visibility: 'private',
    size: imageData.length,
    disk_format: 'raw',
    container_format: 'bare',
    created_at: '2026-11-24T00:00:00Z',
    updated_at: '2026-11-24T00:00:00Z',
    ...changes,
  }
}

/** `GET /v2/images`, without the query. */
function callOf(head: string): string {
  const [method = '', path = ''] = head.split(' ', 2)
  return `${method} ${path.split('?')[0]}`
}

function honest(url: string): Record<string, Reply> {
  const version = { id: 'v3.14', status: 'stable', links: [{ rel: 'self', href: `${url}/v3/` }] }
  return {
    'GET /': json({ versions: { values: [version] } }, 300),
    'GET /v3': json({ version }),
    'POST /v3/auth/tokens': tokenAnswer(url),
    'DELETE /v3/auth/tokens': answer('', { status: 204 }),
    'GET /v3/auth/projects': json({ projects: [] }),
    'GET /v2/images': json({ images: [imageOf()] }),
    [`GET /v2/images/${imageId}`]: json(imageOf()),
    [`GET /v2/images/${imageId}/file`]: answer(imageData),
    'GET /anything': answer('hello'),
  }
}
