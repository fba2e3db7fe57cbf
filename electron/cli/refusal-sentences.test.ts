import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { AppError } from '../../shared/errors.ts'
import { explainProblem } from '../../shared/explain-problem.ts'
import { createHttpEngine } from '../core/http/create-http-engine.ts'
import { callIdentity, refusedBy } from '../core/identity/call-identity.ts'
import { issueToken } from '../core/identity/issue-token.ts'
import { callImageService } from '../core/images/call-image-service.ts'
import type { ImageVerb } from '../core/images/image-refusal.ts'
import { passwordAccess } from '../core/images/password-access.ts'
import { languageOf } from './language.ts'

/** A refusal as Keystone 22 and Glance 25 sent it, byte for byte but for what concerns the connection. */
interface Recorded {
  readonly case: string
  readonly verb: ImageVerb | 'token' | 'identity'
  readonly status: string
  readonly headers: readonly string[]
  readonly body: string
}

const recorded = readFileSync(new URL('testing/recorded-refusals.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded)
const languages = [languageOf({ LANG: 'en' }), languageOf({ LANG: 'vi' })]
const imageId = '8f2f5c1e-4ab4-4c1d-9f0d-3f4a2f6f1a01'
const never = new AbortController().signal
const engine = createHttpEngine()
let shown: Recorded
const server = createServer((socket) => {
  socket.once('data', () => socket.end(asHttp(shown)))
  socket.on('error', () => socket.destroy())
})
let host = ''

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  await engine.close()
  server.close()
})

test.each(recorded)('"$case" ($status) says what, where, and what to do', async (answer) => {
  const error = await refusalOf(answer)
  const { code, data } = error
  const [english, vietnamese] = languages.map(({ say }) => explainProblem(say, { code, data: { ...data } }))

  for (const sentence of [english, vietnamese]) {
    expect(sentence).toContain(host)
    expect(sentence).toContain(requestIdOf(answer) ?? host)
    // Words that were not filled in, markup of the cloud's, and what a shortened answer would leave.
    expect(sentence).not.toMatch(/\{[a-z]|<[a-z/]|\?:|undefined/i)
  }
  expect(english).not.toBe(vietnamese)
  expect(english).toMatch(
    /\b(Check|Refresh|Remove|Choose|Change|Delete|Look|Sign in|Start again|Leave|Use|Send|try again|whoever runs)\b/i,
  )
  expect(vietnamese).toMatch(/Hãy|hãy|người vận hành/)
})

test('each of them is the sentence that was written for it', async () => {
  const lines: string[] = []
  for (const answer of recorded) {
    const { code, data } = await refusalOf(answer)
    lines.push(`${answer.case}: ${code}`)
    for (const { say } of languages) lines.push(`  ${explainProblem(say, { code, data: { ...data } })}`)
  }

  const text = lines
    .join('\n')
    .replaceAll(host, 'cloud')
    .replaceAll(/ \((request|yêu cầu) req-[\da-f-]+\)/g, '')
  await expect(`${text}\n`).toMatchFileSnapshot('testing/refusal-sentences.txt')
})

/** What the app makes of an answer, asked for in the way that brought it. */
async function refusalOf(answer: Recorded): Promise<AppError> {
  shown = answer
  const error = await ask(answer).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof AppError) return error
  throw new Error(`${answer.case} was not refused`, { cause: error })
}

async function ask({ verb }: Recorded): Promise<unknown> {
  const connection = { verifyTls: true, extraCaPem: null }
  const client = { send: engine.send, connection, cloudId: 'lab', cloudName: 'lab' }
  const endpoint = `http://${host}`
  if (verb === 'token') {
    const auth = { method: 'password', user: { id: 'u1' }, scope: { kind: 'unscoped' } } as const
    const proof = { secret: 'not-this', passcode: null }
    return await issueToken(client, { endpoint, auth, proof }, Date.now, never)
  }
  if (verb === 'identity') {
    const url = `${endpoint}/v3/auth/tokens`
    throw refusedBy(url, await callIdentity(client, { method: 'GET', url }, never), [])
  }
  const service = {
    cloudId: 'lab',
    cloudName: 'lab',
    endpoint,
    token: 't',
    connection,
    isAdmin: false,
    projectId: null,
  }
  const access = {
    ...passwordAccess({ identityUrl: '', imageUrl: '', users: { admin: nobody, demo: nobody } }),
    imageService: async () => service,
    renewedImageService: async () => service,
  }
  const subject = namesNoImage.has(verb) ? null : imageId
  const call = {
    verb,
    origin: 'images',
    cloudId: 'lab',
    imageId: subject,
    method: 'GET',
    path: '/v2',
  } as const
  return await callImageService({ access, send: engine.send }, call, never)
}

const nobody = { id: '', password: '', project: { id: '' } }
const namesNoImage: ReadonlySet<string> = new Set(['list', 'probe'])

function asHttp({ status, headers, body }: Recorded): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}`
  return [status, ...headers, length, 'Connection: close', '', body].join('\r\n')
}

function requestIdOf({ headers }: Recorded): string | undefined {
  return headers.find((line) => /^x-openstack-request-id:/i.test(line))?.split(': ')[1]
}
