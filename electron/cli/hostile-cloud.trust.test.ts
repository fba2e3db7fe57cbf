import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { AppError } from '../../shared/errors.ts'
import { explainProblem } from '../../shared/explain-problem.ts'
import type { CloudSettings } from '../../shared/model/cloud.ts'
import { newDraft } from '../../shared/model/new-draft.ts'
import { plainCloudSettings } from '../../shared/model/plain-cloud-settings.ts'
import type { Core } from '../core/core.ts'
import { createCore } from '../core/create-core.ts'
import { createDamagedFiles } from '../core/data-dir/damaged-files.ts'
import { createHttpEngine } from '../core/http/create-http-engine.ts'
import { rawServer } from '../core/http/exchange-trial.ts'
import { limitTime } from '../core/http/limit-time.ts'
import { createSettingsStore } from '../core/settings/create-settings-store.ts'
import { framing } from '../core/testing/hostile-cloud/framing.ts'
import {
  type HostileCloud,
  imageId,
  startHostileCloud,
  token,
} from '../core/testing/hostile-cloud/hostile-cloud.ts'
import type { Doing, Misbehaviour } from '../core/testing/hostile-cloud/misbehaviour.ts'
import { packing } from '../core/testing/hostile-cloud/packing.ts'
import { shapes } from '../core/testing/hostile-cloud/shapes.ts'
import { slowAndEndless } from '../core/testing/hostile-cloud/slow-and-endless.ts'
import { trust } from '../core/testing/hostile-cloud/trust.ts'
import { createMemoryKeyStore } from '../core/vault/key-store.ts'
import { languageOf } from './language.ts'

const never = new AbortController().signal
const secret = 's3cret-of-the-operator'
const languages = [languageOf({ LANG: 'en' }), languageOf({ LANG: 'vi' })]
/** Silence and whole calls are given a hundredth of the time that they have in the app. */
const idleTimeoutMs = 1000
const wholeCallMs = 4000
const longestMs = 15_000
const mostGrowthBytes = 400 * 1024 * 1024

const rows = [...slowAndEndless, ...packing, ...framing, ...shapes, ...trust]

let dir: string
let cloud: HostileCloud
let core: Core
let cloudId: string
const logged: string[] = []

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-hostile-'))
  await mkdir(join(dir, 'downloads'))
  cloud = await startHostileCloud()
  const engine = createHttpEngine({ environment: {} })
  const withoutPatience = limitTime((request, signal) => engine.send({ ...request, idleTimeoutMs }, signal))
  core = await createCore({
    dataDir: join(dir, 'data'),
    downloadsDir: join(dir, 'downloads'),
    assetsDir: join(dir, 'assets'),
    version: '0',
    shell: 'cli',
    keyStore: createMemoryKeyStore(),
    settings: createSettingsStore({ store: {} }),
    damaged: createDamagedFiles({ now: Date.now, log: () => {} }),
    engine: {
      close: engine.close,
      send: ({ totalTimeoutMs, ...request }, signal) =>
        withoutPatience({ ...request, ...(totalTimeoutMs && { totalTimeoutMs: wholeCallMs }) }, signal),
    },
    log: (line) => logged.push(line),
  })
  cloudId = (await core.clouds.add({ settings: settingsOf(cloud.url), secret: null }, never)).id
})

afterAll(async () => {
  await core.close()
  await cloud[Symbol.asyncDispose]()
  await rm(dir, { recursive: true })
})

test('there are fifty misbehaviours or more, none of them twice', () => {
  expect(new Set(rows.map(({ what }) => what)).size).toBe(rows.length)
  expect(rows.length).toBeGreaterThanOrEqual(50)
})

test.each(rows)('a cloud that $what: $ends', { timeout: 30_000 }, async (row) => {
  await core.clouds.signOut(cloudId, never).catch(() => {})
  if (row.doing !== 'sign in') await doings['sign in']()
  cloud.misbehave(row.on ?? '*', row.reply)
  const memory = watchMemory()
  const startedAt = performance.now()

  const ended = await outcomeOf(row.doing)

  const tookMs = performance.now() - startedAt
  cloud.calm()
  expect(ended.code).toBe(row.ends)
  expect(tookMs).toBeLessThan(longestMs)
  expect(memory.grownBytes()).toBeLessThan(mostGrowthBytes)
  expectOneSentence(ended.problem)
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  // And the app goes on.
  await doings['sign in']()
  expect((await core.images.list({ cloudId, marker: null, limit: 10 }, never)).images).toHaveLength(1)
})

test('none of it left the folder of downloads, or took a secret elsewhere', async () => {
  const names = await readdir(dir)

  expect(names.toSorted()).toEqual(['data', 'downloads'])
  const texts = await Promise.all(
    (await readdir(join(dir, 'data'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
  )
  for (const hidden of [secret, token]) {
    expect(texts.filter((text) => text.includes(hidden))).toEqual([])
    expect(logged.filter((line) => line.includes(hidden))).toEqual([])
  }
})

test('a host that begins TLS and never ends it is given up', async () => {
  await using half = await rawServer(() => {})
  const settings = { ...settingsOf(half.url.replace('http:', 'https:')), name: 'half' }
  const { id } = await core.clouds.add({ settings, secret: null }, never)

  const failure = core.clouds.signIn({ cloudId: id, secret, passcode: null, isKept: false }, never)

  await expect(failure).rejects.toMatchObject({ code: 'CLOUD_UNREACHABLE', data: { reason: 'timed-out' } })
})

const doings: Record<Doing, () => Promise<AppError | null>> = {
  async 'sign in'() {
    await core.clouds.signIn({ cloudId, secret, passcode: null, isKept: false }, never)
    return null
  },
  async list() {
    await core.images.list({ cloudId, marker: null, limit: 10 }, never)
    return null
  },
  async 'list all'() {
    let marker: string | null = null
    for (let page = 0; page === 0 || marker !== null; page += 1) {
      if (page > 10) throw new Error('the list does not end')
      marker = (await core.images.list({ cloudId, marker, limit: 10 }, never)).nextMarker
    }
    return null
  },
  async show() {
    await core.images.show({ cloudId, imageId }, never)
    return null
  },
  async download() {
    const { id } = await core.transfers.download({ cloudId, imageId, file: null }, never)
    const stop = new AbortController()
    for await (const event of core.transfers.watch(stop.signal)) {
      const all = event.type === 'all' ? event.transfers : event.type === 'changed' ? [event.transfer] : []
      const ended = all.find((transfer) => transfer.id === id && transfer.endedAtMs !== null)
      if (ended) return ended.problem ? new AppError(ended.problem.code, ended.problem.data as never) : null
    }
    throw new Error('the transfers ended')
  },
  async send() {
    const options = { ...newDraft.options, timeoutMs: wholeCallMs, cookies: true }
    const headers = [{ name: 'X-Auth-Token', value: token, isEnabled: true }]
    const draft = { ...newDraft, url: `${cloud.url}/anything`, headers, options }
    for await (const event of core.requests.send({ draft, cloudId: null }, never)) void event
    return null
  },
}

async function outcomeOf(doing: Doing): Promise<{ code: Misbehaviour['ends']; problem: AppError | null }> {
  const problem = await doings[doing]().catch((error: unknown) => {
    if (error instanceof AppError) return error
    throw error
  })
  return { code: problem?.code ?? 'well', problem }
}

/** What the operator reads: filled in, in one line, without the secret. */
function expectOneSentence(problem: AppError | null): void {
  if (!problem) return
  for (const { say } of languages) {
    const sentence = explainProblem(say, problem)
    expect(sentence).toMatch(/^[^\n\r\0]+$/)
    expect(sentence).not.toMatch(/\{\w+\}/)
    expect(sentence).not.toContain('errors.')
    expect(sentence).not.toContain(secret)
    expect(sentence.length).toBeLessThan(700)
  }
}

function watchMemory(): { grownBytes(): number } {
  const before = process.memoryUsage().rss
  let most = before
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20)
  return {
    grownBytes() {
      clearInterval(timer)
      return most - before
    },
  }
}

function settingsOf(authUrl: string): CloudSettings {
  return {
    name: 'hostile',
    authUrl,
    auth: {
      method: 'password',
      user: { name: 'demo', domain: { name: 'Default' } },
      scope: { kind: 'project', project: { name: 'alpha', domain: { name: 'Default' } } },
    },
    ...plainCloudSettings,
  }
}
