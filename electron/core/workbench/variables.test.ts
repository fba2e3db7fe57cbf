import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

import { afterEach, beforeEach, expect, test } from 'vitest'

import {
  capture,
  draft,
  type LoopbackWorkbench,
  password,
  startWorkbench,
  textBody,
} from './loopback-workbench.ts'

const signal = new AbortController().signal

let bench: LoopbackWorkbench

beforeEach(async () => {
  bench = await startWorkbench()
})

afterEach(async () => {
  await bench.close()
})

test('puts variables into URL, header names, values and text, and leaves what names nothing', async () => {
  let got: IncomingMessage | undefined
  bench.answer = async (request, response) => {
    got = request
    response.end(await text(request))
  }
  bench.requests.setVariable({ name: 'what', value: 'images', isSecret: false })

  const sent = draft({
    method: 'PUT',
    url: '{{cloud.image}}/v2/{{what}}',
    headers: [
      { name: 'X-{{what}}', value: 'u={{cloud.user_id}}', isEnabled: true },
      { name: 'X-Off', value: '{{nowhere}}', isEnabled: false },
    ],
    body: textBody('{{what}} {{ what }} {{}} {{{what}}'),
  })
  const { record } = await bench.sendToEnd(sent)

  expect(got?.url).toBe('/v2/images')
  expect(got?.rawHeaders).toContain('X-images')
  expect(got?.rawHeaders).toContain('u=u1')
  expect(got?.rawHeaders).not.toContain('X-Off')
  expect(await bench.keptText(record.id)).toBe('images {{ what }} {{}} {images')
})

test('never looks for names inside a value', async () => {
  bench.requests.setVariable({ name: 'a', value: '{{cloud.token}}', isSecret: false })

  const { record } = await bench.sendToEnd({ method: 'POST', url: bench.base, body: textBody('{{a}}') })

  expect(await bench.keptText(record.id)).toBe('{{cloud.token}}')
})

test('names every unknown variable before anything is sent', async () => {
  let isAsked = false
  bench.answer = (_, response) => {
    isAsked = true
    response.end()
  }

  const sending = bench.send({ url: `${bench.base}/{{x}}`, body: textBody('{{cloud.token}} {{y}} {{x}}') })

  await expect(sending).rejects.toMatchObject({ code: 'VARIABLES_UNKNOWN', data: { names: ['x', 'y'] } })
  expect(isAsked).toBe(false)
})

test('gives the secrets of a cloud to requests of that cloud alone', async () => {
  const other = draft({ method: 'POST', url: bench.base, body: textBody('{{cloud.token}}') })

  await expect(bench.send(other, 'c2')).rejects.toMatchObject({ code: 'VARIABLES_UNKNOWN' })
  await expect(bench.send(other, null)).rejects.toMatchObject({ code: 'VARIABLES_UNKNOWN' })
})

test('escapes a value inside a JSON string, so that a quote in a password does no harm', async () => {
  const body = textBody('{"password": "{{cloud.password}}", "raw": {{number}}}')
  bench.requests.setVariable({ name: 'number', value: '[1, "two"]', isSecret: false })
  const headers = [{ name: 'Content-Type', value: 'application/json', isEnabled: true }]

  const { record } = await bench.sendToEnd({ method: 'POST', url: bench.base, headers, body })

  const sent: unknown = JSON.parse(await bench.keptText(record.id))
  expect(sent).toEqual({ password, raw: [1, 'two'] })
})

test('lets the younger of a set and a captured value win, and takes both away', async () => {
  bench.answer = (_, response) => void response.end('{"id": "captured"}')
  const value = async () => {
    const found = (await bench.requests.variables({ cloudId: 'c1' }, signal)).find(
      ({ name }) => name === 'id',
    )
    return found?.value
  }
  const seen: unknown[] = []

  bench.requests.setVariable({ name: 'id', value: 'set', isSecret: false })
  seen.push(await value())
  await bench.send({ url: bench.base, actions: [capture('id', { kind: 'json', path: 'id' })] })
  seen.push(await value())
  bench.requests.setVariable({ name: 'id', value: 'again', isSecret: false })
  seen.push(await value())
  bench.requests.setVariable({ name: 'id', value: null, isSecret: false })
  seen.push(await value())

  expect(seen).toEqual(['set', 'captured', 'again', undefined])
})

test('does not ask a cloud for its facts when the session knows every name', async () => {
  bench.requests.setVariable({ name: 'x', value: 'y', isSecret: false })

  await bench.send({ url: `${bench.base}/{{x}}` })

  expect(bench.factsAsked).toBe(0)
})
