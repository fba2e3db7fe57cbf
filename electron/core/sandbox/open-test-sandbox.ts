import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

import { type Sandbox, type SandboxUser, startSandbox } from './start-sandbox.ts'

/** A sandbox in a directory of its own, and a plain client for it. For tests. */
export interface TestSandbox extends AsyncDisposable {
  readonly dir: string
  sandbox(): Sandbox
  /** Ends it and starts it again on the same directory. */
  restart(): Promise<void>
  signIn(user?: SandboxUser): Promise<string>
  /** To the image service. */
  send(method: string, path: string, options?: SendOptions): Promise<TestAnswer>
  /** The same, with the body left to the caller. */
  open(method: string, path: string, headers: Record<string, string>): ClientRequest
  createImage(token: string, wanted?: object): Promise<string>
}

interface SendOptions {
  readonly token?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array
}

export interface TestAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly bytes: Buffer
  json(): Record<string, unknown>
}

export const octets = { 'Content-Type': 'application/octet-stream' }

export async function openTestSandbox(options: { inspectsFormats?: boolean } = {}): Promise<TestSandbox> {
  const dir = await mkdtemp(join(tmpdir(), 'arclight-sandbox-'))
  const start = () => startSandbox({ dir, ...options }, AbortSignal.timeout(10_000))
  const agent = new Agent({ keepAlive: true })
  let sandbox = await start()

  const open: TestSandbox['open'] = (method, path, headers) =>
    request(sandbox.imageUrl + path, { method, headers, agent })
  const send: TestSandbox['send'] = async (method, path, { token, headers, body } = {}) => {
    const outgoing = open(method, path, {
      ...(token === undefined ? {} : { 'X-Auth-Token': token }),
      ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
      ...headers,
    })
    outgoing.end(body)
    return readAnswer(outgoing)
  }

  return {
    dir,
    sandbox: () => sandbox,
    async restart() {
      await sandbox.close()
      sandbox = await start()
    },
    signIn: (user = sandbox.users.demo) => signIn(sandbox, user),
    send,
    open,
    async createImage(token, wanted) {
      const body = JSON.stringify({ disk_format: 'raw', container_format: 'bare', ...wanted })
      return String((await send('POST', '/v2/images', { token, body })).json().id)
    },
    async [Symbol.asyncDispose]() {
      agent.destroy()
      await sandbox.close()
      await rm(dir, { recursive: true })
    },
  }
}

export async function readAnswer(outgoing: ClientRequest): Promise<TestAnswer> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve)
    outgoing.on('error', reject)
  })
  const bytes = await buffer(answer)
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    bytes,
    json: () => JSON.parse(bytes.toString('utf8')) as Record<string, unknown>,
  }
}

async function signIn(sandbox: Sandbox, user: SandboxUser): Promise<string> {
  const identity = {
    methods: ['password'],
    password: { user: { id: user.id, password: user.password } },
  }
  const answer = await fetch(`${sandbox.identityUrl}/auth/tokens`, {
    method: 'POST',
    body: JSON.stringify({ auth: { identity, scope: { project: { id: user.project.id } } } }),
  })
  await answer.arrayBuffer()
  return answer.headers.get('x-subject-token') ?? ''
}
