import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { AppError } from '../../../shared/errors.ts'
import { newDraft } from '../../../shared/model/new-draft.ts'
import type { RequestDraft, SendEvent } from '../../../shared/model/request.ts'
import type { AnswerPart, SetVariable } from '../../../shared/model/request-action.ts'
import { createCollections, type OpenCollections } from '../collections/create-collections.ts'
import type { Requests } from '../core.ts'
import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import { createFileRegistry } from '../files/create-file-registry.ts'
import type { FileRegistry } from '../files/file-registry.ts'
import { type BodyStore, createBodyStore } from '../history/create-body-store.ts'
import { createHistory, type ExchangeHistory } from '../history/create-history.ts'
import { createHttpEngine } from '../http/create-http-engine.ts'
import { sendAsAsked } from '../http/send-as-asked.ts'
import { createMemoryKeyStore, type KeyStore } from '../vault/key-store.ts'
import { createCookies } from './create-cookies.ts'
import { createRequests } from './create-requests.ts'
import { createWorkspaceStore } from './workspace-store.ts'
import { noScope, type RequestScope } from './request-scope.ts'

type Ended = Extract<SendEvent, { type: 'end' }>

/** For tests: a workbench with the real engine, history and files, and a server on loopback that it talks to. */
export interface LoopbackWorkbench {
  readonly dir: string
  readonly base: string
  readonly server: ReturnType<typeof createServer>
  readonly requests: Requests
  readonly history: ExchangeHistory
  readonly bodies: BodyStore
  readonly files: FileRegistry
  /** What the server does; it echoes the body until told. */
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void
  /** How often the cloud was asked for its facts. */
  factsAsked: number
  /** Of the cloud: the first is current, and gives way to the next when it is refused. */
  readonly tokens: string[]
  /** Where every request stands. */
  scope: RequestScope
  readonly secrets: KeyStore
  readonly collections: OpenCollections
  send(draft: Partial<RequestDraft>, cloudId?: string | null): Promise<SendEvent[]>
  sendToEnd(draft: Partial<RequestDraft>, cloudId?: string | null): Promise<Ended>
  /** The answer of an exchange, as it was kept. */
  keptText(exchangeId: string): Promise<string>
  close(): Promise<void>
}

export const token = `gAAAAAB${'t'.repeat(120)}`
export const password = 'Wel"come\\123'

/** Cloud `c1` is the server; no other cloud tells facts. */
export async function startWorkbench(): Promise<LoopbackWorkbench> {
  const dir = await mkdtemp(join(tmpdir(), 'workbench-'))
  const server = createServer((request, response) => void workbench.answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const engine = createHttpEngine()
  const bodies = await createBodyStore({ dir: join(dir, 'bodies') })
  const damaged = createDamagedFiles({ now: Date.now, log: () => {} })
  const history = await createHistory({ dir, bodies, damaged })
  const files = createFileRegistry()
  const workbenchSecrets = createMemoryKeyStore()
  const collections = await createCollections({
    dir,
    damaged,
    assetsDir: join(dir, 'no-assets'),
    files,
    keyStore: workbenchSecrets,
    log: () => {},
  })
  const requests = createRequests({
    send: history.recorded(sendAsAsked(engine.send)),
    history,
    files,
    bodies,
    access: {
      connectionFor: () => Promise.resolve({ verifyTls: true, extraCaPem: null }),
      facts: (cloudId) => {
        workbench.factsAsked += 1
        return Promise.resolve(cloudId === 'c1' ? factsOf(base) : [])
      },
      idOf: (name) => {
        if (name !== 'lab') throw new AppError('CLOUD_NAME_UNKNOWN', { name })
        return 'c1'
      },
      token: async (_, refused) => {
        if (refused === workbench.tokens[0]) workbench.tokens.shift()
        return { value: workbench.tokens[0] ?? '', cloudName: 'lab', identityEndpoint: base }
      },
    },
    secrets: workbenchSecrets,
    cookies: createCookies({ keyStore: workbenchSecrets, log: () => {} }),
    collections,
    workspace: createWorkspaceStore({ dir, damaged }),
    scopeOf: async (place, signal) =>
      place.sourceId === null ? workbench.scope : await collections.scopeOf(place, signal),
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
  })
  const workbench: LoopbackWorkbench = {
    dir,
    base,
    server,
    requests,
    history,
    bodies,
    files,
    factsAsked: 0,
    tokens: [token],
    scope: noScope,
    secrets: workbenchSecrets,
    collections,
    answer: async (request, response) => {
      response.setHeader('Content-Type', 'text/plain')
      response.end(await text(request))
    },
    send: async (overrides, cloudId = 'c1') => {
      const events: SendEvent[] = []
      const sending = requests.send({ draft: draft({ url: base, ...overrides }), cloudId }, never)
      for await (const event of sending) events.push(event)
      return events
    },
    sendToEnd: async (overrides, cloudId) => {
      const last = (await workbench.send(overrides, cloudId)).at(-1)
      if (last?.type !== 'end') throw new Error('the exchange did not end')
      return last
    },
    keptText: async (exchangeId) => await readFile((await bodies.find(exchangeId)).path, 'utf8'),
    close: async () => {
      await collections.close()
      await engine.close()
      await history.close()
      await bodies.close()
      server.closeAllConnections()
      server.close()
      await rm(dir, { recursive: true })
    },
  }
  return workbench
}

export function draft(overrides: Partial<RequestDraft>): RequestDraft {
  return { ...newDraft, name: 'x', ...overrides }
}

export function textBody(value: string): RequestDraft['body'] {
  return { kind: 'text', text: value }
}

export function capture(
  variable: string,
  part: AnswerPart,
  overrides: Partial<SetVariable> = {},
): SetVariable {
  const always = { isEnabled: true, when: null, onFailure: 'go-on' } as const
  return { kind: 'set-variable', variable, part, isSecret: false, ...always, ...overrides }
}

const never = new AbortController().signal

function factsOf(base: string): { name: string; value: string; isSecret: boolean }[] {
  return [
    { name: 'cloud.identity', value: base, isSecret: false },
    { name: 'cloud.image', value: base, isSecret: false },
    { name: 'cloud.user_id', value: 'u1', isSecret: false },
    { name: 'cloud.project_id', value: 'p1', isSecret: false },
    { name: 'cloud.password', value: password, isSecret: true },
    { name: 'cloud.token', value: token, isSecret: true },
  ]
}
