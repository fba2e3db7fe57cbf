import { expect, test } from 'vitest'

import { importReport } from './import-report.ts'
import { samples } from './import-samples.ts'
import { readImport } from './read-import.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const read = (text: string, passphrase: string | null = null) =>
  readImport({ name: 'file', bytes: bytesOf(text) }, passphrase)
const reportOf = (text: string) => importReport(read(text))
const reasonOf = (bytes: Uint8Array, passphrase: string | null = null) => {
  try {
    readImport({ name: 'file', bytes }, passphrase)
    return null
  } catch (error) {
    return (error as { data?: { reason?: string } }).data?.reason
  }
}

test('reads UTF-16 and byte order marks as Windows writes them', () => {
  const text = samples.postman
  const little = Buffer.from(text, 'utf16le')
  const big = Buffer.from(little).swap16()
  const marked = [Buffer.from([0xff, 0xfe]), little]

  for (const bytes of [
    little,
    big,
    Buffer.concat(marked),
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytesOf(text)]),
  ]) {
    expect(importReport(readImport({ name: 'f', bytes }, null))).toEqual(reportOf(text))
  }
})

test.each([
  ['nothing', '', 'empty'],
  ['blanks', ' \n\n', 'empty'],
  ['a cut file', samples.postman.slice(0, 300), 'not-parsed'],
  ['broken YAML', 'a: [b', 'not-parsed'],
  ['a page', '<html></html>', 'unknown-format'],
  ['a list', '[1, 2]', 'unknown-format'],
  ['other JSON', '{"a": 1}', 'unknown-format'],
  ['a later Insomnia', samples.insomnia5.replace('/5.0', '/6.0'), 'unknown-version'],
  ['an early Insomnia', '{"_type": "export", "__export_format": 2, "resources": []}', 'unknown-version'],
  ['a later OpenAPI', 'openapi: 4.0.0\npaths: {}', 'unknown-version'],
  ['a later Postman', samples.postman.replace('v2.1.0', 'v3.0.0'), 'unknown-version'],
  ['deep JSON', '{"a":'.repeat(200_000), 'not-parsed'],
  ['deep YAML', `a: ${'['.repeat(20_000)}`, 'not-parsed'],
  [
    'a bomb of aliases',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.replaceAll(
      /./g,
      (key) =>
        `${key}: &${key} [${Array(9)
          .fill(`*${String.fromCharCode(key.charCodeAt(0) - 1)}`)
          .join(',')}]\n`,
    )}`,
    'not-parsed',
  ],
])('says what is wrong with %s', (_, text, reason) => {
  const started = performance.now()

  expect(reasonOf(bytesOf(text))).toBe(reason)
  expect(performance.now() - started).toBeLessThan(1000)
})

test('reads what is large, or refuses it, within a second', () => {
  const request = {
    name: 'R',
    url: 'http://c/',
    method: 'GET',
    headers: 'a: b\nc: d',
    payload: 'x'.repeat(200),
  }
  const arc = (count: number) =>
    JSON.stringify({ kind: 'ARC#AllDataExport', requests: Array.from({ length: count }, () => request) })
  const yaml = `${samples.insomnia5}# ${'x'.repeat(600_000)}`

  expect(reportOf(arc(5000)).counts.requests).toBe(5000)
  expect(reasonOf(bytesOf(arc(20_001)))).toBe('too-large')
  expect(reasonOf(bytesOf(yaml))).toBe('too-large')
})

test('refuses a file of 100 MB, and one in no encoding, at once', () => {
  expect(reasonOf(new Uint8Array(100 * 1024 * 1024).fill(32))).toBe('too-large')
  expect(reasonOf(Uint8Array.from([0x7b, 0xc3, 0x28, 0xff]))).toBe('not-text')
})

test('takes a key for a key, whatever it is called', () => {
  const hostile =
    '{"__proto__": {"polluted": 1}, "kind": "ARC#AllDataExport", "requests": [{"__proto__": {"url": "x"}, "name": "n", "url": "http://c", "method": "constructor", "headers": "__proto__: 1"}]}'

  expect(reportOf(hostile).requests).toMatchObject([
    { draft: { name: 'n', headers: [{ name: '__proto__' }] } },
  ])
  expect('polluted' in {}).toBe(false)
})

test('stops at folders that never end', () => {
  const depth = 5000
  const folders = `${'{"name":"f","item":['.repeat(depth)}${']}'.repeat(depth)}`

  expect(reportOf(`{"info": {"name": "x"}, "item": [${folders}]}`).notes).toMatchObject([
    { code: 'item-unreadable' },
  ])
})
