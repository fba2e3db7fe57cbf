import { truncate, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { MultipartPart } from '../../../shared/model/request.ts'
import { type LoopbackWorkbench, password, startWorkbench } from './loopback-workbench.ts'
import { draft } from './loopback-workbench.ts'

const signal = new AbortController().signal

let bench: LoopbackWorkbench
let got: { head: IncomingMessage; body: Buffer }

beforeEach(async () => {
  bench = await startWorkbench()
  bench.answer = async (request, response) => {
    got = { head: request, body: await buffer(request) }
    response.end()
  }
})

afterEach(async () => {
  await bench.close()
})

test('sends a form as the web writes it, with its content type, and leaves out what is switched off', async () => {
  const { record } = await post({
    kind: 'urlencoded',
    pairs: [
      { name: 'user name', value: 'á&b', isEnabled: true },
      { name: 'password', value: '{{cloud.password}}', isEnabled: true },
      { name: 'off', value: '{{nowhere}}', isEnabled: false },
    ],
  })

  expect(got.head.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(got.body.toString()).toBe(`user+name=%C3%A1%26b&password=${encodeURIComponent(password)}`)
  expect(JSON.stringify(record)).not.toContain('Wel')
})

test('keeps the content type that a request writes itself', async () => {
  await bench.send({
    method: 'POST',
    headers: [
      { name: 'content-type', value: 'application/x-www-form-urlencoded; charset=utf-8', isEnabled: true },
    ],
    body: { kind: 'urlencoded', pairs: [{ name: 'a', value: '1', isEnabled: true }] },
  })

  expect(got.head.headers['content-type']).toBe('application/x-www-form-urlencoded; charset=utf-8')
})

test('streams the files of a form between its fields, and tells its exact length', async () => {
  const content = Buffer.alloc(
    3 * 1024 * 1024 + 17,
    Uint8Array.from({ length: 251 }, (_, index) => index),
  )
  await writeFile(join(bench.dir, 'disk.img'), content)
  const file = await bench.files.addPath(join(bench.dir, 'disk.img'), signal)
  const parts: MultipartPart[] = [
    {
      kind: 'text',
      name: 'meta"\r\nX: 1',
      value: '{"id": 12345678901234567890}',
      contentType: 'application/json',
      isEnabled: true,
    },
    { kind: 'file', name: 'data', file, isEnabled: true },
    { kind: 'file', name: 'again', file, fileName: 'b "1".img', contentType: 'image/x', isEnabled: true },
    { kind: 'text', name: 'off', value: '{{nowhere}}', isEnabled: false },
  ]

  await post({ kind: 'multipart', parts })

  expect(Number(got.head.headers['content-length'])).toBe(got.body.length)
  const form = await new Response(new Uint8Array(got.body), {
    headers: { 'Content-Type': got.head.headers['content-type'] ?? '' },
  }).formData()
  expect([...form.keys()]).toEqual(['meta"\r\nX: 1', 'data', 'again'])
  const [data, again] = [form.get('data'), form.get('again')] as [File, File]
  expect([data.name, data.type]).toEqual(['disk.img', 'application/octet-stream'])
  expect([again.name, again.type]).toEqual(['b "1".img', 'image/x'])
  expect(content.equals(Buffer.from(await data.arrayBuffer()))).toBe(true)
  expect(content.equals(Buffer.from(await again.arrayBuffer()))).toBe(true)
  expect(got.body.toString('latin1')).toContain('{"id": 12345678901234567890}')
})

test('sends nothing of a form whose file is not what it was', async () => {
  const path = join(bench.dir, 'disk.img')
  await writeFile(path, 'twelve bytes')
  const file = await bench.files.addPath(path, signal)
  await truncate(path, 3)

  const sending = post({ kind: 'multipart', parts: [{ kind: 'file', name: 'data', file, isEnabled: true }] })

  await expect(sending).rejects.toMatchObject({
    code: 'FILE_CHANGED',
    data: { name: 'disk.img', actualBytes: 3 },
  })
})

test('sends a file with its length, or in chunks when that is wanted', async () => {
  await writeFile(join(bench.dir, 'a.img'), 'image')
  const file = await bench.files.addPath(join(bench.dir, 'a.img'), signal)
  const seen: unknown[] = []

  for (const isChunked of [false, true]) {
    await post({ kind: 'file', file, isChunked })
    const { 'content-length': length, 'transfer-encoding': coding } = got.head.headers
    seen.push([length, coding, got.body.toString()])
  }

  expect(seen).toEqual([
    ['5', undefined, 'image'],
    [undefined, 'chunked', 'image'],
  ])
})

test('never rewrites a number of a JSON body', async () => {
  const text = '{"a": 12345678901234567890, "b": 1.0, "c": 1E400, "d": -0}'

  await post({ kind: 'text', text, language: 'json' })

  expect(got.body.toString()).toBe(text)
})

test('puts a form into a cURL command, names of secrets left as names', async () => {
  await writeFile(join(bench.dir, 'a.img'), 'x')
  const file = await bench.files.addPath(join(bench.dir, 'a.img'), signal)
  const pairs = [
    { name: 'p', value: '{{cloud.password}}', isEnabled: true },
    { name: 'u', value: '{{cloud.user_id}} 1', isEnabled: true },
  ]
  const parts: MultipartPart[] = [
    { kind: 'text', name: 'a', value: '@b;c', isEnabled: true },
    { kind: 'file', name: 'f', file, contentType: 'image/x', isEnabled: true },
  ]

  expect(await copied({ kind: 'urlencoded', pairs })).toContain(`--data-raw 'p={{cloud.password}}&u=u1+1'`)
  const command = await copied({ kind: 'multipart', parts })
  expect(command).toContain(`--form-string 'a=@b;c'`)
  expect(command).toContain(`-F 'f=@"${join(bench.dir, 'a.img')}";type=image/x'`)
})

async function copied(body: Parameters<typeof post>[0]): Promise<string> {
  const sent = draft({ method: 'POST', url: bench.base, body })
  return await bench.requests.toCurl({ draft: sent, cloudId: 'c1', withSecrets: false }, signal)
}

function post(body: ReturnType<typeof draft>['body']) {
  return bench.sendToEnd({ method: 'POST', body })
}
