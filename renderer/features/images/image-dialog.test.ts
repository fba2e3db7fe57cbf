import { expect, test } from 'vitest'

import { withDrop } from './image-dialog.ts'

const [first, second] = [new File(['1'], 'a.raw'), new File(['2'], 'b.raw')]

test('files dropped while others are being named join them', () => {
  const open = withDrop(null, { files: [first], folderCount: 0 })

  expect(withDrop(open, { files: [second], folderCount: 2 })).toEqual({
    kind: 'upload',
    files: [first, second],
    folderCount: 2,
  })
})

test('files dropped while another question is open are not taken', () => {
  const open = { kind: 'create' } as const

  expect(withDrop(open, { files: [first], folderCount: 0 })).toBe(open)
})

test('a file dialog that was closed without a choice opens nothing', () => {
  expect(withDrop(null, { files: [], folderCount: 0 })).toBeNull()
})

test('folders alone are not passed over in silence', () => {
  expect(withDrop(null, { files: [], folderCount: 1 })).toEqual({ kind: 'upload', files: [], folderCount: 1 })
})
