import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { AuthorizeEvent, RequestAuth } from '../../../shared/model/request-auth.ts'
import { createHttpEngine } from '../http/create-http-engine.ts'
import { createMemoryKeyStore } from '../vault/key-store.ts'
import { authorize } from './auth/authorize.ts'
import { TokenCache } from './auth/token-cache.ts'
import { type LoopbackWorkbench, startWorkbench } from './loopback-workbench.ts'

let bench: LoopbackWorkbench
let auth: Extract<RequestAuth, { kind: 'oauth2-authorization-code' }>

/** What the server was asked for tokens, and which of them it takes. */
let grants: URLSearchParams[]
let valid: string
let challenge: string

beforeEach(async () => {
  bench = await startWorkbench()
  grants = []
  valid = 'access-1'
  bench.answer = serve
  auth = {
    kind: 'oauth2-authorization-code',
    authorizationUrl: `${bench.base}/authorize?audience=images`,
    tokenUrl: `${bench.base}/token`,
    clientId: 'arclight',
    clientSecret: '',
    scope: 'images read',
    credentialsIn: 'header',
  }
})
afterEach(() => bench.close())

const statusOf = async () => (await bench.sendToEnd({ auth })).record.status

test('signs in by a page that opens outside, with PKCE, and signs what follows', async () => {
  await expect(bench.send({ auth })).rejects.toMatchObject({
    code: 'OAUTH_SIGN_IN_NEEDED',
    data: { host: bench.base.slice(7) },
  })

  const events = await signIn(visit)

  expect(events.map(({ type }) => type)).toEqual(['open', 'done'])
  expect(await statusOf()).toBe(200)
  expect(grants).toHaveLength(1)
  const records = (
    await bench.history.list({ text: '', cloudId: null, imageId: null, limit: 9, offset: 0 }, never)
  ).records
  expect(JSON.stringify(records)).not.toMatch(/access-1|refresh-1|the-code|code_verifier=(?!\[redacted\])/)
})

test('renews a token that ended or was refused, without anybody being asked, also after a restart', async () => {
  await signIn(visit)
  valid = 'access-2'

  expect(await statusOf()).toBe(200)
  expect(grants.map((grant) => grant.get('grant_type'))).toEqual(['authorization_code', 'refresh_token'])
  expect(grants[1]?.get('refresh_token')).toBe('refresh-1')
  const held = await bench.secrets.get(keyOf('arclight', bench.base))
  expect(held).toBe('refresh-2')

  // Another server is never sent what this one gave.
  const elsewhere = { ...auth, tokenUrl: auth.tokenUrl.replace('127.0.0.1', 'localhost') }
  await expect(bench.send({ auth: elsewhere })).rejects.toMatchObject({ code: 'OAUTH_SIGN_IN_NEEDED' })
})

test('shows the refusal, and asks for a sign-in, when the server does not renew any more', async () => {
  await signIn(visit)
  valid = 'none'
  bench.answer = (request, response) =>
    request.url === '/token'
      ? void response.writeHead(400).end('{"error": "invalid_grant"}')
      : void response.writeHead(401).end()

  expect(await statusOf()).toBe(401)
  expect(await bench.secrets.get(keyOf('arclight', bench.base))).toBeNull()
})

test('hears the first answer that has the state, and no other', async () => {
  const told: number[] = []
  await signIn(async (url) => {
    const { redirect, state } = askedBy(url)
    await fetch(url, { redirect: 'manual' })
    const ask = async (query: string, init?: RequestInit) =>
      told.push((await fetch(`${redirect}?${query}`, init)).status)
    await ask('code=forged&state=guess')
    await ask(`code=forged&state=${state}`, { method: 'POST' })
    await ask(`code=the-code&state=${state}`)
    await ask(`code=late&state=${state}`).catch(() => told.push(404))
  })

  expect(told).toEqual([404, 404, 200, 404])
  expect(grants[0]?.get('code')).toBe('the-code')
})

test('says in the words of the server why it was refused', async () => {
  const refusing = signIn(async (url) => {
    const { redirect, state } = askedBy(url)
    await fetch(`${redirect}?error=access_denied&error_description=Not+today&state=${state}`)
  })

  await expect(refusing).rejects.toMatchObject({
    code: 'OAUTH_REFUSED',
    data: { host: bench.base.slice(7), detail: 'access_denied: Not today' },
  })
})

test('opens nothing but pages of the web, and does not wait for ever', async () => {
  const at = (authorizationUrl: string, patienceMs = 1000) => {
    const parts = {
      send: createHttpEngine().send,
      connection: { verifyTls: true, extraCaPem: null },
      tokens: new TokenCache(Date.now),
      secrets: createMemoryKeyStore(),
      now: Date.now,
      patienceMs,
    }
    return collect(authorize({ ...auth, authorizationUrl }, parts, never), async () => {})
  }

  for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'not a url', 'ssh://c'])
    await expect(at(url)).rejects.toMatchObject({ code: 'URL_INVALID' })
  await expect(at(auth.authorizationUrl, 20)).rejects.toMatchObject({
    code: 'OAUTH_UNANSWERED',
    data: { host: bench.base.slice(7), limitMs: 20 },
  })
  await expect(
    collect(bench.requests.authorize({ auth: { kind: 'none' }, cloudId: null }, never), visit),
  ).rejects.toMatchObject({ code: 'AUTH_UNSUPPORTED' })
})

test('stops listening when it is told to stop', async () => {
  const stop = new AbortController()
  let redirect = ''
  const waiting = collect(bench.requests.authorize({ auth, cloudId: null }, stop.signal), async (url) => {
    ;({ redirect } = askedBy(url))
    stop.abort()
  })

  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  await expect(fetch(redirect)).rejects.toThrow('fetch failed')
})

const never = new AbortController().signal

function signIn(onOpen: (url: string) => Promise<unknown>): Promise<AuthorizeEvent[]> {
  return collect(bench.requests.authorize({ auth, cloudId: null }, never), onOpen)
}

async function collect(
  events: AsyncGenerator<AuthorizeEvent, void>,
  onOpen: (url: string) => Promise<unknown>,
): Promise<AuthorizeEvent[]> {
  const all: AuthorizeEvent[] = []
  let opened: Promise<unknown> = Promise.resolve()
  for await (const event of events) {
    all.push(event)
    if (event.type === 'open') opened = onOpen(event.url)
  }
  await opened
  return all
}

/** What a browser does: the page sends it back to the port of this machine. */
async function visit(url: string): Promise<void> {
  const page = await fetch(url, { redirect: 'manual' })
  await fetch(page.headers.get('location') ?? '')
}

function askedBy(url: string): { redirect: string; state: string } {
  const query = new URL(url).searchParams
  return { redirect: query.get('redirect_uri') ?? '', state: query.get('state') ?? '' }
}

/** An authorization server as RFC 6749 and 7636 have it, and something that its tokens are for. */
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', bench.base)
  if (url.pathname === '/authorize') return allow(url.searchParams, response)
  if (url.pathname === '/token') return issue(new URLSearchParams(await text(request)), response)
  response.writeHead(request.headers.authorization === `Bearer ${valid}` ? 200 : 401).end()
}

function allow(query: URLSearchParams, response: ServerResponse): void {
  const isRight =
    query.get('response_type') === 'code' &&
    query.get('code_challenge_method') === 'S256' &&
    query.get('scope') === 'images read' &&
    query.get('audience') === 'images'
  const redirect = new URL(query.get('redirect_uri') ?? '')
  if (!isRight || redirect.hostname !== '127.0.0.1') return void response.writeHead(400).end()
  challenge = query.get('code_challenge') ?? ''
  redirect.searchParams.set('code', 'the-code')
  redirect.searchParams.set('state', query.get('state') ?? '')
  response.writeHead(302, { Location: redirect.href }).end()
}

function issue(form: URLSearchParams, response: ServerResponse): void {
  grants.push(form)
  const proof = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url')
  const isProven = form.get('grant_type') === 'refresh_token' || challenge === proof
  if (!isProven || form.get('client_id') !== 'arclight')
    return void response.writeHead(400).end('{"error": "invalid_grant"}')
  const count = grants.length
  const token = { access_token: `access-${count}`, refresh_token: `refresh-${count}`, expires_in: 3600 }
  response.end(JSON.stringify(token))
}

function keyOf(clientId: string, origin: string): string {
  const id = createHash('sha256')
    .update(JSON.stringify([clientId, 'images read']))
    .digest('hex')
    .slice(0, 16)
  return `oauth/${origin}/${id}`
}
