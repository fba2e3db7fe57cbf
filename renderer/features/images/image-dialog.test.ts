import { expect, test } from 'vitest'

import { withDrop } from './image-dialog.ts'
import { pickedFiles } from './upload/dropped-files.ts'

const [first, second] = [new File(['1'], 'a.raw'), new File(['2'], 'b.raw')]

test('files dropped while others are being named join them, with where they lay and what was left out', () => {
  const open = withDrop(null, pickedFiles([first]))
  const note = { kind: 'empty', path: 'images/old' } as const
  const paths = new Map([[second, 'images/b.raw']])

  expect(withDrop(open, { files: [second], paths, notes: [note] })).toEqual({
    kind: 'upload',
    files: [first, second],
    paths,
    notes: [note],
  })
})

test('files dropped while another question is open are not taken', () => {
  const open = { kind: 'create' } as const

  expect(withDrop(open, pickedFiles([first]))).toBe(open)
})

test('a file dialog that was closed without a choice opens nothing', () => {
  expect(withDrop(null, pickedFiles([]))).toBeNull()
})

test('an empty folder is not passed over in silence', () => {
  const dropped = { ...pickedFiles([]), notes: [{ kind: 'empty', path: 'images' }] } as const

  expect(withDrop(null, dropped)).toEqual({ kind: 'upload', ...dropped })
})
