import { expect, test } from 'vitest'

import { headerOf } from './image-header.ts'
import { diskFormatFor, judgeUpload, minDiskGbFor } from './judge-upload.ts'

const bare = { containerFormat: 'bare' }

test('has no concern about a file that is what it is declared to be', () => {
  const good = [
    judgeUpload(headerOf('qcow2', { subtype: '3' }), { ...bare, diskFormat: 'qcow2' }),
    judgeUpload(headerOf('raw', { partitionTable: 'gpt' }), { ...bare, diskFormat: 'raw' }),
    judgeUpload(headerOf('raw', { partitionTable: 'mbr' }), { ...bare, diskFormat: 'gpt' }),
    judgeUpload(headerOf('vmdk', { subtype: 'streamOptimized' }), { ...bare, diskFormat: 'vmdk' }),
    judgeUpload(headerOf('tar'), { containerFormat: 'ova', diskFormat: 'vmdk' }),
    judgeUpload(headerOf('raw'), { ...bare, diskFormat: 'ami' }),
  ]

  expect(good.flat()).toEqual([])
})

test('foresees the 415 for bytes that are not of the format declared', () => {
  expect(judgeUpload(headerOf('raw'), { ...bare, diskFormat: 'qcow2' })).toEqual([
    { code: 'format-differs', outcome: 'refused', found: 'raw', declared: 'qcow2' },
  ])
  expect(judgeUpload(headerOf('gzip'), { ...bare, diskFormat: 'qcow2' })).toEqual([
    { code: 'format-differs', outcome: 'refused', found: 'gzip', declared: 'qcow2' },
  ])
})

test('says what is taken in silence: a qcow2 declared raw', () => {
  expect(judgeUpload(headerOf('qcow2'), { ...bare, diskFormat: 'raw' })).toEqual([
    { code: 'declared-raw', outcome: 'accepted', found: 'qcow2' },
  ])
})

test('foresees what the safety checks refuse', () => {
  const concerns = [
    judgeUpload(headerOf('qcow2', { backingFile: 'base' }), { ...bare, diskFormat: 'qcow2' }),
    judgeUpload(headerOf('qcow2', { dataFile: 'data' }), { ...bare, diskFormat: 'qcow2' }),
    judgeUpload(headerOf('qcow2', { hasUnknownFeatures: true }), { ...bare, diskFormat: 'qcow2' }),
    judgeUpload(headerOf('vmdk', { subtype: 'monolithicFlat' }), { ...bare, diskFormat: 'vmdk' }),
  ].flat()

  expect(concerns.map(({ code, outcome }) => [code, outcome])).toEqual([
    ['has-backing-file', 'refused'],
    ['has-data-file', 'refused'],
    ['has-unknown-features', 'refused'],
    ['vmdk-subtype', 'refused'],
  ])
})

test('a fixed vhd has its signature at the end, where the cloud does not look', () => {
  expect(judgeUpload(headerOf('vhd', { subtype: 'fixed' }), { ...bare, diskFormat: 'vhd' })).toEqual([
    { code: 'fixed-vhd', outcome: 'refused' },
  ])
})

test('warns of a packed file that would be stored as it is', () => {
  expect(judgeUpload(headerOf('xz'), { ...bare, diskFormat: null })).toEqual([
    { code: 'is-packed', outcome: 'accepted', found: 'xz' },
  ])
})

test('asks for a disk that the image fits on', () => {
  expect(minDiskGbFor(headerOf('qcow2', { virtualSizeBytes: 2 ** 30 }))).toBe(1)
  expect(minDiskGbFor(headerOf('qcow2', { virtualSizeBytes: 2 ** 30 + 1 }))).toBe(2)
  expect(minDiskGbFor(headerOf('qcow2'))).toBeNull()
  expect(minDiskGbFor(headerOf('iso', { virtualSizeBytes: 2 ** 30 }))).toBeNull()
})

test('declares the format that the cloud has for the file', () => {
  expect(diskFormatFor(headerOf('qcow2'), ['raw', 'qcow2'])).toBe('qcow2')
  expect(diskFormatFor(headerOf('qcow2'), ['raw'])).toBeNull()
  expect(diskFormatFor(headerOf('raw', { partitionTable: 'gpt' }), ['raw', 'gpt'])).toBe('gpt')
  expect(diskFormatFor(headerOf('raw', { partitionTable: 'gpt' }), ['raw'])).toBe('raw')
  expect(diskFormatFor(headerOf('gzip'), ['raw'])).toBeNull()
})
