import { expect, test } from 'vitest'

import type { BodySource, ExchangeRequest } from '../exchange.ts'
import { trialRequest } from '../exchange-trial.ts'
import { prepareRequest } from './prepare-request.ts'

const prepare = (changes: Partial<ExchangeRequest>) =>
  prepareRequest(trialRequest('https://cloud.example/v3', changes))
const abc: BodySource = { kind: 'bytes', bytes: Buffer.from('abc') }
const stream: BodySource = {
  kind: 'stream',
  name: 'x',
  sizeBytes: null,
  open: () => Promise.reject(new Error()),
}

test.each([
  ['keystone', 'keystone'],
  ['ftp://cloud.example/a?token=s3cret', 'ftp://cloud.example/a'],
  ['https://user:s3cret@cloud.example/v3?a=b', 'https://cloud.example/v3'],
  ['http://:80/?s3cret', 'http://:80/'],
])('refuses the URL %s and repeats no secret of it', (url, shown) => {
  expect(() => prepare({ url })).toThrow(
    expect.objectContaining({ code: 'URL_INVALID', data: { url: shown, detail: expect.any(String) } }),
  )
})

test.each([
  ['a line break', 'X-Auth-Token', 's3cret\r\nX-Admin: yes'],
  ['a null', 'X-Auth-Token', 's3cret\0'],
  ['a letter that takes two bytes', 'X-Name', 'Tr\u1ea7n s3cret'],
  ['a name that is none', 'X Auth', 's3cret'],
  ['an empty name', '', 's3cret'],
])('refuses a header with %s and does not repeat its value', (_, name, value) => {
  const attempt = () => prepare({ headers: [[name, value]] })

  expect(attempt).toThrow(
    expect.objectContaining({ code: 'HEADER_INVALID', data: expect.objectContaining({ name }) }),
  )
  expect(attempt).not.toThrow(/s3cret/)
})

test.each([
  ['http://h/v2/{id}?a={b}|c', '/v2/{id}?a={b}|c'],
  ['http://h/a/../b//c?', '/a/../b//c?'],
  ['http://h', '/'],
  ['http://h?x=1#part', '/?x=1'],
  ['HTTP://u.example:8080/%7e?q=%2F', '/%7e?q=%2F'],
  ['http://h/xin chào', '/xin%20ch%C3%A0o'],
  ['http:\\\\h\\a', '/a'],
])('asks for %s as it is written, as far as a request line can hold it', (url, path) => {
  expect(prepare({ url }).path).toBe(path)
})

test('refuses a method that is not a token, and takes any that is', () => {
  expect(() => prepare({ method: 'GE T' })).toThrow(expect.objectContaining({ code: 'HEADER_INVALID' }))
  expect(prepare({ method: 'M-SEARCH' }).method).toBe('M-SEARCH')
})

test.each<[string, [string, string][], BodySource]>([
  ['a length that is not that of the body', [['Content-Length', '4']], abc],
  ['a length without a body', [['Content-Length', '4']], { kind: 'none' }],
  ['a length that is no number', [['Content-Length', '3a']], abc],
  [
    'two lengths',
    [
      ['Content-Length', '3'],
      ['content-length', '3'],
    ],
    abc,
  ],
  [
    'a length beside chunks',
    [
      ['Content-Length', '3'],
      ['Transfer-Encoding', 'chunked'],
    ],
    abc,
  ],
  ['a coding that does not end the body', [['Transfer-Encoding', 'gzip']], abc],
])('refuses %s', (_, headers, body) => {
  expect(() => prepare({ method: 'PUT', headers, body })).toThrow(
    expect.objectContaining({ code: 'HEADER_INVALID' }),
  )
})

test.each<[string, string, Partial<ExchangeRequest>]>([
  ['nothing for a GET without a body', '', { method: 'GET' }],
  ['nothing for a DELETE without a body', '', { method: 'DELETE' }],
  ['zero for a POST without a body', 'Content-Length: 0\r\n', { method: 'POST' }],
  [
    'zero for an empty body',
    'Content-Length: 0\r\n',
    { method: 'GET', body: { kind: 'bytes', bytes: Buffer.alloc(0) } },
  ],
  ['the size of a body', 'Content-Length: 3\r\n', { method: 'GET', body: abc }],
  ['chunks for a body of unknown size', 'Transfer-Encoding: chunked\r\n', { method: 'PUT', body: stream }],
  [
    'an expectation, when the body is to be held',
    'Content-Length: 3\r\nExpect: 100-continue\r\n',
    { method: 'PUT', body: abc, expectContinue: true },
  ],
  ['no expectation without a body', 'Content-Length: 0\r\n', { method: 'PUT', expectContinue: true }],
])('tells of the body %s', (_, framing, changes) => {
  const { headText, method } = prepare(changes)

  expect(headText).toBe(
    `${method} /v3 HTTP/1.1\r\nHost: cloud.example\r\nConnection: keep-alive\r\n${framing}\r\n`,
  )
})

test('holds the caller to a length given for a body of unknown size', () => {
  const { bodyBytes, headText } = prepare({ method: 'PUT', body: stream, headers: [['content-length', '7']] })

  expect(bodyBytes).toBe(7)
  expect(headText).not.toContain('chunked')
})

test('holds the body when the caller wrote the expectation', () => {
  expect(prepare({ method: 'PUT', body: abc, headers: [['expect', '100-Continue']] }).isBodyHeld).toBe(true)
})

test.each<[boolean, Partial<ExchangeRequest>]>([
  [true, { method: 'GET' }],
  [true, { method: 'HEAD', body: abc }],
  [false, { method: 'GET', body: stream }],
  [false, { method: 'DELETE' }],
  [false, { method: 'PUT', body: abc }],
  [false, { method: 'POST' }],
])('knows that it is %s that sending twice changes nothing: %o', (isRepeatable, changes) => {
  expect(prepare(changes).isRepeatable).toBe(isRepeatable)
})
