import { expect, test } from 'vitest'

import { changesTo, type ImageChange, invertChanges, toJsonPatch } from './image-change.ts'
import { imageUnderTest } from './image-under-test.ts'

test('writes a patch with names as pointers of one segment', () => {
  const changes: ImageChange[] = [
    { op: 'add', name: 'a/b~c', value: 'x' },
    { op: 'replace', name: 'min_disk', value: 3 },
    { op: 'remove', name: 'gone' },
  ]

  expect(toJsonPatch(changes)).toEqual([
    { op: 'add', path: '/a~1b~0c', value: 'x' },
    { op: 'replace', path: '/min_disk', value: 3 },
    { op: 'remove', path: '/gone' },
  ])
})

test('finds the fewest changes, and leaves alone what is so already', () => {
  const image = imageUnderTest({ tags: ['a', 'b'], properties: { os_distro: 'debian', old: '1' } })

  const changes = changesTo(image, {
    name: 'debian',
    tags: ['b', 'a'],
    protected: true,
    os_distro: 'ubuntu',
    hw_disk_bus: 'scsi',
    old: undefined,
    never: undefined,
  })

  expect(changes).toEqual([
    { op: 'replace', name: 'protected', value: true },
    { op: 'replace', name: 'os_distro', value: 'ubuntu' },
    { op: 'add', name: 'hw_disk_bus', value: 'scsi' },
    { op: 'remove', name: 'old' },
  ])
})

test('a property may have the name of what every object has', () => {
  expect(changesTo(imageUnderTest(), { toString: 'x' })).toEqual([
    { op: 'add', name: 'toString', value: 'x' },
  ])
})

test('undoes each change, the last first, and a name that changed twice once', () => {
  const image = imageUnderTest({ name: null, properties: { kept: '1', dropped: '2' } })

  const inverse = invertChanges(image, [
    { op: 'replace', name: 'name', value: 'new' },
    { op: 'remove', name: 'dropped' },
    { op: 'add', name: 'fresh', value: '3' },
    { op: 'replace', name: 'kept', value: '4' },
    { op: 'replace', name: 'kept', value: '5' },
    { op: 'add', name: 'brief', value: '6' },
    { op: 'remove', name: 'brief' },
  ])

  expect(inverse).toEqual([
    { op: 'replace', name: 'kept', value: '1' },
    { op: 'remove', name: 'fresh' },
    { op: 'add', name: 'dropped', value: '2' },
    { op: 'replace', name: 'name', value: null },
  ])
})
