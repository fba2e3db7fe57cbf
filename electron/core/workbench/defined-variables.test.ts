import { afterEach, beforeEach, expect, test } from 'vitest'

import type { VariableDefinition } from '../../../shared/model/variable-definition.ts'
import { type LoopbackWorkbench, startWorkbench, textBody } from './loopback-workbench.ts'
import type { VariableLayer } from './request-scope.ts'

const signal = new AbortController().signal

let bench: LoopbackWorkbench

beforeEach(async () => {
  bench = await startWorkbench()
})

afterEach(async () => {
  await bench.close()
})

test('lets the nearer definition win: session, folder, environment, collection', async () => {
  define('collection', { a: 'c', b: 'c', c: 'c', d: 'c' })
  define('environment', { a: 'e', b: 'e', c: 'e' })
  define('folder', { a: 'f', b: 'f' })
  bench.requests.setVariable({ name: 'a', value: 's', isSecret: false })

  expect(await sent('{{a}}{{b}}{{c}}{{d}}')).toBe('sfec')
  const told = await bench.requests.variables({ cloudId: null }, signal)
  expect(Object.fromEntries(told.map(({ name, origin }) => [name, origin]))).toMatchObject({
    a: 'set',
    b: 'folder',
    c: 'environment',
    d: 'collection',
  })
})

test('fills the names in a definition, the nearer ones and those of the cloud too', async () => {
  define('collection', { base: '{{host}}/v2', host: 'far' })
  define('environment', { host: '{{cloud.user_id}}.near' })

  expect(await sent('{{base}}')).toBe('u1.near/v2')
})

test('names what a definition lacks, not the definition', async () => {
  define('collection', { base: '{{host}}/v2' })

  await expect(sent('{{base}}')).rejects.toMatchObject({
    code: 'VARIABLES_UNKNOWN',
    data: { names: ['host'] },
  })
})

test('says which names go round in a circle', async () => {
  define('collection', { a: '{{b}}', b: '{{c}}', c: '{{b}}' })

  await expect(sent('{{a}}')).rejects.toMatchObject({
    code: 'VARIABLES_CYCLIC',
    data: { names: ['b', 'c', 'b'] },
  })
})

test('stops before a value that doubles itself fills the memory', async () => {
  const doubling = Array.from({ length: 64 }, (_, index) => [
    `n${index}`,
    `{{n${index + 1}}}{{n${index + 1}}}`,
  ])
  define('collection', { ...Object.fromEntries(doubling), n64: 'xxxxxxxx' })

  await expect(sent('{{n0}}')).rejects.toMatchObject({ code: 'VARIABLE_TOO_LONG' })
})

test('takes a secret from the key store, tells nobody, and calls what holds it a secret too', async () => {
  await bench.secrets.set('layer/key', 'hush-hush')
  define('environment', { login: 'me:{{key}}' }, [
    { name: 'key', value: '', isSecret: true, isEnabled: true },
  ])

  const { record } = await bench.sendToEnd({ method: 'POST', body: textBody('{{login}}') })
  const told = await bench.requests.variables({ cloudId: null }, signal)

  expect(await bench.keptText(record.id)).toBe('me:hush-hush')
  expect(JSON.stringify([record, told])).not.toContain('hush-hush')
})

test('asks for a secret that this machine does not have', async () => {
  define('environment', {}, [{ name: 'key', value: '', isSecret: true, isEnabled: true }])

  await expect(sent('{{key}}')).rejects.toMatchObject({ data: { names: ['key'] } })
})

test('makes values anew for each request, the same throughout one', async () => {
  const first = await sent('{{$uuid}} {{$uuid}} {{$isoTimestamp}} {{$timestamp}} {{$randomInt}}')
  const second = await sent('{{$uuid}}')

  const [uuid, again, iso, seconds, random] = first.split(' ')
  expect(uuid).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
  expect(again).toBe(uuid)
  expect(second).not.toBe(uuid)
  expect([iso, seconds]).toEqual(['2026-01-02T03:04:05.000Z', '1767323045'])
  expect(Number(random)).toBeLessThanOrEqual(1000)
  await expect(sent('{{$nothing}}')).rejects.toMatchObject({ data: { names: ['$nothing'] } })
})

test('sends the headers of the folders, unless the request names them itself', async () => {
  let got: string[] = []
  bench.answer = (request, response) => {
    got = request.rawHeaders
    response.end()
  }
  bench.scope = { ...bench.scope, headers: [header('X-A', 'folder'), header('X-B', '{{cloud.user_id}}')] }

  await bench.send({ headers: [header('x-a', 'own')] })

  expect(got.slice(got.indexOf('X-B'), got.indexOf('X-B') + 4)).toEqual(['X-B', 'u1', 'x-a', 'own'])
  expect(got).not.toContain('folder')
})

function define(
  origin: VariableLayer['origin'],
  values: Record<string, string>,
  more: readonly VariableDefinition[] = [],
): void {
  const named = Object.entries(values).map(([name, value]) => ({
    name,
    value,
    isSecret: false,
    isEnabled: true,
  }))
  const layer = { origin, definitions: [...named, ...more], secretKey: (name: string) => `layer/${name}` }
  bench.scope = { ...bench.scope, layers: [...bench.scope.layers, layer] }
}

async function sent(text: string): Promise<string> {
  const { record } = await bench.sendToEnd({ method: 'POST', body: textBody(text) })
  return await bench.keptText(record.id)
}

function header(name: string, value: string) {
  return { name, value, isEnabled: true }
}
