import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { reindentJson } from '../reindent-json.ts'
import { BodyDocument } from './body-document.ts'

const servers =
  '{"servers":[{"id":9007199254740993,"name":"b\\u0031"},{"id":2,"name":"a","x":[1,{}]}],"next":null}'

test('lays JSON out without rewriting a number', () => {
  expect(pretty(servers)).toBe(reindentJson(servers))
  expect(pretty(servers)).toContain('"id": 9007199254740993,')
})

test('lays out whatever comes as the small formatter does', () => {
  const marks = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', ' ', '\n', '1', 'é', 'a')
  fc.assert(
    fc.property(fc.array(marks, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('')
      expect(pretty(text)).toBe(reindentJson(text).replace(/^\n/, ''))
    }),
    { numRuns: 300 },
  )
})

test('finds the same rows from any place, however the body arrived', () => {
  const text = JSON.stringify(Array.from({ length: 2000 }, (_, id) => ({ id, name: 'ô'.repeat(id % 9) })))
  const bytes = new TextEncoder().encode(text)
  const document = new BodyDocument(bytes)
  for (let there = 1; there < bytes.length; there += 997) {
    document.fill(there)
    document.lines('pretty', 0, 1)
  }
  document.fill(bytes.length)

  const whole = reindentJson(text).split('\n')
  const { rows, lines } = document.lines('pretty', 5003, 3)

  expect(rows).toBe(whole.length)
  expect(lines.map(({ text: line }) => line)).toEqual(whole.slice(5003, 5006).map((line) => line.trim()))
})

test('cuts a line that would freeze a page, between characters, and loses nothing', () => {
  const line = 'é'.repeat(150_000)
  const { rows, lines } = documentOf(line).lines('raw', 0, 1000)

  expect(rows).toBe(150)
  expect(lines.map(({ text }) => text).join('')).toBe(line)
  expect(lines.filter(({ isContinued }) => isContinued)).toHaveLength(149)
})

test('keeps the lines of a text, whatever ends them', () => {
  const { lines } = documentOf('one\r\ntwo\n\nfour').lines('raw', 0, 10)

  expect(lines.map(({ text }) => text)).toEqual(['one', 'two', '', 'four'])
})

test('counts what is searched, in either case, and leads to its row', () => {
  const document = documentOf(servers)
  document.lines('pretty', 0, 0)

  expect(document.search('"NAME"')).toBe(2)
  const row = document.rowOfHit('pretty', 1)
  expect(document.lines('pretty', row, 1).lines[0]?.text).toBe('"name": "a",')
  expect(document.search('nowhere')).toBe(0)
})

test('counts as many as there are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b', 'ab')),
      fc.constantFrom('a', 'ab', 'aba'),
      (pieces, text) => {
        const body = pieces.join('')
        expect(documentOf(body).search(text)).toBe(body.split(text).length - 1)
      },
    ),
  )
})

test('opens a tree a step at a time', () => {
  const document = documentOf(servers)
  const root = document.root()!
  const [list, next] = document.members(root.start, 10).nodes
  const first = document.members(list!.start, 1)
  const second = document.members(list!.start, 1, first.next!)

  expect(list).toMatchObject({ key: 'servers', kind: 'array', size: 2 })
  expect(next).toMatchObject({ key: 'next', kind: 'word', text: 'null' })
  expect(second.nodes).toMatchObject([{ key: 1, kind: 'object', size: 3 }])
  expect(second.next).toBeNull()
  const [id, name] = document.members(first.nodes[0]!.start, 10).nodes
  expect(id?.text).toBe('9007199254740993')
  expect(name?.text).toBe('b1')
  expect(document.value(second.nodes[0]!.start)).toBe('{"id":2,"name":"a","x":[1,{}]}')
})

test('goes on inside an object by name', () => {
  const document = documentOf('{"a\\"b":1,"c":{"d":[]}}')
  const { next } = document.members(0, 1)

  expect(document.members(0, 5, next!).nodes).toMatchObject([{ key: 'c', kind: 'object', size: 1 }])
})

test('ends a tree where the text stops being JSON', () => {
  expect(documentOf('{"a":1,"b":[1,2').members(0, 10).nodes).toMatchObject([
    { key: 'a' },
    { key: 'b', size: 2 },
  ])
  expect(documentOf('[1,,2]').members(0, 10).nodes).toHaveLength(1)
  expect(documentOf('').root()).toBeNull()
})

test('makes a table of the list inside, in the order that is asked for', () => {
  const document = documentOf(servers)

  expect(document.table()).toEqual({ path: '$.servers', rows: 2, columns: ['id', 'name', 'x'] })
  document.sortTable({ column: 'name', isDescending: false })
  expect(document.tableRows(0, 9, ['name', 'id'])).toEqual([
    ['a', '2'],
    ['b1', '9007199254740993'],
  ])
  expect(document.csv(['id', 'x'])).toBe('id,x\r\n2,"[1,{}]"\r\n9007199254740993,\r\n')
})

test('sorts numbers by size, large ones exactly, and nothing last', () => {
  const rows = ['9007199254740993', '9007199254740992', '10', '9', 'null'].map((id) => `{"id":${id}}`)
  const document = documentOf(`[${rows.join(',')}]`)
  document.table()
  document.sortTable({ column: 'id', isDescending: true })

  expect(document.tableRows(0, 9, ['id']).flat()).toEqual([
    '9007199254740993',
    '9007199254740992',
    '10',
    '9',
    'null',
  ])
})

test('has no table where nothing is a list of objects', () => {
  expect(documentOf('{"a":[1,2]}').table()).toBeNull()
})

test('filters by a JSON path and shows values as they came', async () => {
  const document = documentOf(servers)

  expect(await document.filter('$.servers[?@.name=="b1"].id')).toEqual({
    state: 'found',
    count: 1,
    text: '[9007199254740993]',
    shown: 1,
  })
  expect(await document.filter('$..nothing')).toMatchObject({ state: 'found', count: 0 })
  expect(await document.filter('$[')).toMatchObject({ state: 'invalid' })
  expect(await documentOf('<html>').filter('$')).toEqual({ state: 'not-json' })
})

function documentOf(text: string): BodyDocument {
  const bytes = new TextEncoder().encode(text)
  const document = new BodyDocument(bytes)
  document.fill(bytes.length)
  return document
}

function pretty(text: string): string {
  const { lines } = documentOf(text).lines('pretty', 0, 10_000)
  return lines.map((line) => ' '.repeat(2 * Math.min(line.depth, 32)) + line.text).join('\n')
}
