import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Assertion, Condition } from '../../../shared/model/request-action.ts'
import { capture, type LoopbackWorkbench, startWorkbench } from './loopback-workbench.ts'

const signal = new AbortController().signal

let bench: LoopbackWorkbench

beforeEach(async () => {
  bench = await startWorkbench()
})

afterEach(async () => {
  await bench.close()
})

test('takes values out of headers and JSON, and says why it could not', async () => {
  bench.answer = (_, response) => {
    response.writeHead(201, { 'X-Id': 'h1' })
    response.end('{"images": [{"id": "i1", "size": 12345678901234567890}], "a.b": true, "none": null}')
  }
  const actions = [
    capture('h', { kind: 'header', name: 'x-ID' }),
    capture('id', { kind: 'json', path: 'images.0.id' }, { when: statusIs(201) }),
    capture('size', { kind: 'json', path: 'images.0.size' }),
    capture('dotted', { kind: 'json', path: 'a.b' }),
    capture('none', { kind: 'json', path: 'none' }),
    capture('missing', { kind: 'json', path: 'images.1.id' }),
    capture('noHeader', { kind: 'header', name: 'X-Other' }),
    capture('other', { kind: 'header', name: 'X-Id' }, { when: statusIs(200) }),
  ]

  const outcomes = (await bench.sendToEnd({ url: bench.base, actions })).outcomes
  const values = await bench.requests.variables({ cloudId: 'c1' }, signal)

  expect(outcomes.map(({ reason }) => reason)).toEqual([
    'set',
    'set',
    'set',
    'set',
    'path-missing',
    'path-missing',
    'header-missing',
    'not-asked',
  ])
  const captured = values.filter(({ origin }) => origin === 'captured')
  expect(Object.fromEntries(captured.map(({ name, value }) => [name, value]))).toEqual({
    h: 'h1',
    id: 'i1',
    size: '12345678901234567890',
    dotted: 'true',
  })
})

test('says that an answer is not JSON, be it text, cut short or more than 8 MiB', async () => {
  const actions = [capture('id', { kind: 'json', path: 'id' })]
  const reasons: string[] = []
  for (const body of ['<html>', '{"id": 1', '', `{"id": "${'x'.repeat(8 * 1024 * 1024)}"}`]) {
    bench.answer = (_, response) => void response.end(body)
    reasons.push(
      ...(await bench.sendToEnd({ url: bench.base, actions })).outcomes.map(({ reason }) => reason),
    )
  }

  expect(reasons).toEqual(['not-json', 'not-json', 'not-json', 'too-long'])
})

function statusIs(status: number): Condition {
  return { part: { kind: 'status' }, comparison: 'equal', value: String(status) }
}

test('keeps what it captured for the cloud it came from', async () => {
  bench.answer = (_, response) => void response.end('{"id": 7}')
  await bench.send({ url: bench.base, actions: [capture('id', { kind: 'json', path: 'id' })] })

  await expect(bench.send({ url: `${bench.base}/{{id}}` }, 'c2')).rejects.toMatchObject({
    data: { names: ['id'] },
  })
  expect((await bench.sendToEnd({ url: `${bench.base}/{{id}}` })).record.url).toBe(`${bench.base}/7`)
})

test('finds the id of the image that has a name, as a path or by a search without one', async () => {
  bench.answer = (_, response) =>
    void response.end('{"images": [{"name": "a", "id": 1}, {"name": "cirros", "id": 90071992547409931}]}')
  bench.requests.setVariable({ name: 'wanted', value: 'cirros', isSecret: false })
  const search = { field: 'name', comparison: 'equal', value: '{{wanted}}', take: 'id' } as const
  const actions = [
    capture('path', { kind: 'json', path: '$.images[?@.name == "{{wanted}}"].id' }),
    capture('found', { kind: 'json', path: 'images', find: search }),
    capture('none', { kind: 'json', path: '$.images', find: { ...search, value: 'other' } }),
    capture('invalid', { kind: 'json', path: '$.images[' }),
    capture('unknown', { kind: 'json', path: '$.{{nowhere}}' }),
  ]

  const { outcomes } = await bench.sendToEnd({ url: bench.base, actions })
  const told = await bench.requests.variables({ cloudId: 'c1' }, signal)

  expect(outcomes.map(({ reason }) => reason)).toEqual([
    'set',
    'set',
    'path-missing',
    'path-invalid',
    'value-unknown',
  ])
  const value = (name: string) => told.find((one) => one.name === name)?.value
  expect([value('path'), value('found')]).toEqual(['90071992547409931', '90071992547409931'])
})

test.each<[Condition['comparison'], string, boolean]>([
  ['equal', '201', true],
  ['not-equal', '201', false],
  ['greater', '90', true],
  ['less-or-equal', '201', true],
  ['less', '90', false],
  ['contains', '0', true],
  ['matches', '^2..$', true],
  ['exists', '', true],
  ['not-exists', '', false],
])('a claim that the status %s %s: %s', async (comparison, value, isMet) => {
  bench.answer = (_, response) => void response.writeHead(201).end()
  const claim = { part: { kind: 'status' }, comparison, value } as const

  const { outcomes } = await bench.sendToEnd({ url: bench.base, actions: [assertion(claim)] })

  expect(outcomes).toMatchObject([
    { isMet, isFailure: !isMet, found: isMet || comparison === 'not-exists' ? null : '201' },
  ])
})

test('tells no secret of an answer that is not what was claimed', async () => {
  bench.answer = (_, response) =>
    void response.setHeader('X-Subject-Token', 'hush-hush').end('{"secret": "quiet"}')
  const actions = [
    assertion({ part: { kind: 'header', name: 'X-Subject-Token' }, comparison: 'equal', value: 'x' }),
    assertion({ part: { kind: 'json', path: '$.secret' }, comparison: 'equal', value: 'x' }),
    assertion({ part: { kind: 'body' }, comparison: 'matches', value: '(' }),
  ]

  const { outcomes } = await bench.sendToEnd({ url: bench.base, actions })

  expect(outcomes.map(({ reason }) => reason)).toEqual(['differs', 'differs', 'pattern-invalid'])
  expect(JSON.stringify(outcomes)).not.toMatch(/hush|quiet/)
})

function assertion(claim: Condition): Assertion {
  return { kind: 'assert', claim, isEnabled: true, when: null, onFailure: 'fail' }
}
