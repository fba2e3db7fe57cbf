import { expect, test } from 'vitest'

import type { RequestCollection } from '../../../../shared/model/collection.ts'
import { type Dragged, dropPlace } from './drop-place.ts'
import { type TreeRow, treeRows } from './tree-rows.ts'
import { rowAfterRemoval, treeStep, typedRow } from './tree-step.ts'

const request = (id: string, name: string) => ({ kind: 'request' as const, id, name, method: 'GET', url: '' })

const lab: RequestCollection = {
  id: 'lab',
  name: 'Lab',
  path: '/lab',
  problem: null,
  environments: [],
  items: [
    {
      kind: 'folder',
      id: 'lab/images',
      name: 'Images',
      items: [request('lab/images/list', 'List'), request('lab/images/show', 'Show')],
    },
    { kind: 'folder', id: 'lab/users', name: 'Users', items: [] },
    request('lab/token', 'Token'),
    request('lab/services', 'Services'),
  ],
}
const builtIn: RequestCollection = {
  ...lab,
  id: 'app',
  name: 'Built in',
  path: null,
  items: [request('app/one', 'Services too')],
}
const rows = treeRows([lab, builtIn], new Set())

test('lists what is open, with its level, and leaves out what is in a closed folder', () => {
  const closed = treeRows([lab, builtIn], new Set(['lab/images', 'app']))

  expect(rows.map(({ id, level }) => `${level} ${id}`)).toEqual([
    '1 lab',
    '2 lab/images',
    '3 lab/images/list',
    '3 lab/images/show',
    '2 lab/users',
    '2 lab/token',
    '2 lab/services',
    '1 app',
    '2 app/one',
  ])
  expect(closed.map(({ id }) => id)).toEqual([
    'lab',
    'lab/images',
    'lab/users',
    'lab/token',
    'lab/services',
    'app',
  ])
  expect(rows.filter(({ canChange }) => !canChange).map(({ id }) => id)).toEqual(['app', 'app/one'])
})

test('goes on beside what was deleted, or in the folder that held nothing else', () => {
  expect(rowAfterRemoval(rows, rows.find(({ id }) => id === 'lab/images/list')!)).toBe('lab/images/show')
  expect(rowAfterRemoval(rows, rows.find(({ id }) => id === 'lab/images/show')!)).toBe('lab/images/list')
  expect(rowAfterRemoval(rows, rows.find(({ id }) => id === 'lab/images')!)).toBe('lab/users')
  expect(rowAfterRemoval(rows, rows.find(({ id }) => id === 'app/one')!)).toBe('app')
})

test('walks the tree by key: into folders, out of them, and to the ends', () => {
  expect(walk(null, 'ArrowDown')).toEqual({ kind: 'focus', id: 'lab' })
  expect(walk('lab', 'ArrowUp')).toEqual({ kind: 'focus', id: 'lab' })
  expect(walk('lab/images', 'ArrowRight')).toEqual({ kind: 'focus', id: 'lab/images/list' })
  expect(walk('lab/images', 'ArrowLeft')).toEqual({ kind: 'toggle', id: 'lab/images' })
  expect(walk('lab/images/show', 'ArrowLeft')).toEqual({ kind: 'focus', id: 'lab/images' })
  expect(walk('lab/users', 'ArrowRight')).toBeNull()
  expect(walk('lab/token', 'End')).toEqual({ kind: 'focus', id: 'app/one' })
  expect(treeStep(treeRows([lab], new Set(['lab'])), 'lab', 'ArrowRight')).toEqual({
    kind: 'toggle',
    id: 'lab',
  })
  expect(treeStep([], null, 'ArrowDown')).toBeNull()
})

test('finds what is typed from the row on, round the end', () => {
  expect(typedRow(rows, 'lab', 's')?.id).toBe('lab/images/show')
  expect(typedRow(rows, 'lab/images/show', 's')?.id).toBe('lab/services')
  expect(typedRow(rows, 'lab/services', 'se')?.id).toBe('lab/services')
  expect(typedRow(rows, 'app/one', 'l')?.id).toBe('lab')
  expect(typedRow(rows, 'lab', 'x')).toBeNull()
})

test('drops a request before, after and into what it is over', () => {
  const token = dragged('lab/token')

  expect(drop(token, 'lab/images/list', 0.2)).toEqual(['lab/images', 'lab/images/list', 'before'])
  expect(drop(token, 'lab/images/list', 0.8)).toEqual(['lab/images', 'lab/images/show', 'after'])
  expect(drop(token, 'lab/images/show', 0.8)).toEqual(['lab/images', null, 'after'])
  expect(drop(token, 'lab/users', 0.1)).toEqual(['lab/users', null, 'into'])
  expect(drop(token, 'lab', 0.9)).toEqual(['lab', null, 'into'])
  expect(drop({ kind: 'tab', tabId: 't1' }, 'lab/token', 0.6)).toEqual(['lab', 'lab/services', 'after'])
})

test('drops a folder beside folders or into one, and not into itself, elsewhere or where nothing can be changed', () => {
  const images = dragged('lab/images')

  expect(drop(images, 'lab/users', 0.9)).toEqual(['lab', null, 'after'])
  expect(drop(images, 'lab/users', 0.5)).toEqual(['lab/users', null, 'into'])
  expect(drop(dragged('lab/users'), 'lab/images', 0.1)).toEqual(['lab', 'lab/images', 'before'])
  expect(drop(dragged('lab/users'), 'lab/token', 0.1)).toEqual(['lab', null, 'into'])
  expect(drop(images, 'lab/images/list', 0.1)).toBeNull()
  expect(drop(images, 'app', 0.5)).toBeNull()
  expect(drop(dragged('lab/token'), 'app/one', 0.5)).toBeNull()
  expect(drop(dragged('app/one'), 'lab/token', 0.1)).toEqual(['lab', 'lab/token', 'before'])
})

function walk(id: string | null, key: string) {
  return treeStep(rows, id, key)
}

function rowOf(id: string): TreeRow {
  return rows.find((row) => row.id === id)!
}

function dragged(id: string): Dragged {
  return { kind: 'row', row: rowOf(id) }
}

function drop(what: Dragged, overId: string, share: number) {
  const place = dropPlace(rows, what, rowOf(overId), share)
  return place && [place.folderId, place.beforeId, place.mark]
}
