import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { RequestDraft } from '../../../shared/model/request.ts'
import type { Assertion } from '../../../shared/model/request-action.ts'
import type { RunOrder, RunResult } from '../core.ts'
import { capture, draft, type LoopbackWorkbench, startWorkbench } from './loopback-workbench.ts'

const signal = new AbortController().signal

let bench: LoopbackWorkbench
let collectionId: string
let root: string

beforeEach(async () => {
  bench = await startWorkbench()
  await mkdir(join(bench.dir, 'collections'))
  const made = await bench.collections.create({ path: join(bench.dir, 'collections'), name: 'Lab' }, signal)
  collectionId = made.id
  root = made.path ?? ''
})

afterEach(async () => {
  await bench.close()
})

test('sends one after the other, each with what came before, in an environment of its own', async () => {
  const paths: (string | undefined)[] = []
  bench.answer = ({ url }, response) => {
    paths.push(url)
    response.end('{"id": "i1"}')
  }
  const environment = {
    name: 'lab',
    variables: [{ name: 'who', value: 'env', isSecret: false, isEnabled: true }],
  }
  const environmentId = await bench.collections.saveEnvironment({ collectionId, environment }, signal)
  await add({
    name: 'first',
    url: `${bench.base}/{{who}}`,
    actions: [capture('id', { kind: 'json', path: 'id' })],
  })
  await add({ name: 'second', url: `${bench.base}/{{id}}/{{who}}` })

  const byEnvironment = await run({ environmentId })
  const byHand = await run({ environmentId, variables: { who: 'me' } })

  expect(byEnvironment.map(({ name, isFailure }) => [name, isFailure])).toEqual([
    ['first', false],
    ['second', false],
  ])
  expect(byEnvironment[0]?.outcomes).toMatchObject([{ isMet: true, reason: 'set' }])
  expect(byHand[1]?.record).toMatchObject({ status: 200, method: 'GET' })
  expect(paths).toEqual(['/env', '/i1/env', '/me', '/i1/me'])
  const left = await bench.requests.variables({ cloudId: null }, signal)
  expect(left.filter(({ origin }) => origin !== 'dynamic')).toEqual([])
})

test('goes on after a claim that does not hold, unless it shall stop there', async () => {
  await add({ name: 'wrong', url: bench.base, actions: [statusIs('201')] })
  await add({ name: 'unknown', url: '{{nowhere}}' })
  await add({ name: 'fine', url: bench.base, actions: [statusIs('200')] })

  const all = await run({})
  const some = await run({ stopsAtFailure: true })

  expect(all.map(({ isFailure }) => isFailure)).toEqual([true, true, false])
  expect(all[0]).toMatchObject({ problem: null, outcomes: [{ isMet: false, found: '200' }] })
  expect(all[1]).toMatchObject({ record: null, problem: { code: 'VARIABLES_UNKNOWN' } })
  expect(some.map(({ name }) => name)).toEqual(['wrong'])
})

test('runs a folder or one request alone, and tells of a file that is damaged', async () => {
  const folderId = await bench.collections.createFolder({ folderId: collectionId, name: 'inner' }, signal)
  const one = await add({ name: 'inside', url: bench.base }, folderId)
  await add({ name: 'outside', url: bench.base })
  await writeFile(join(root, 'inner', 'broken.yml'), 'info: [')

  const ofFolder = await run({ id: folderId })

  expect(ofFolder.map(({ problem }) => problem?.code ?? null)).toEqual([null, 'REQUEST_DAMAGED'])
  expect((await run({ id: one })).map(({ name }) => name)).toEqual(['inside'])
  await expect(run({ id: `${collectionId}/gone` })).rejects.toMatchObject({ code: 'COLLECTION_ITEM_GONE' })
})

test('stops at once when it is told to', async () => {
  const stop = new AbortController()
  bench.answer = () => stop.abort(new Error('enough'))
  await add({ name: 'endless', url: bench.base })

  await expect(run({}, stop.signal)).rejects.toThrow('enough')
})

async function add(overrides: Partial<RequestDraft>, folderId = collectionId): Promise<string> {
  return await bench.collections.createRequest({ folderId, draft: draft(overrides) }, signal)
}

async function run(order: Partial<RunOrder>, until = signal): Promise<RunResult[]> {
  const results: RunResult[] = []
  const whole = { id: collectionId, environmentId: null, cloudId: null, variables: {}, stopsAtFailure: false }
  for await (const result of bench.requests.run({ ...whole, ...order }, until)) results.push(result)
  return results
}

function statusIs(value: string): Assertion {
  const always = { isEnabled: true, when: null, onFailure: 'go-on' } as const
  return { kind: 'assert', claim: { part: { kind: 'status' }, comparison: 'equal', value }, ...always }
}
