import { expect, test } from 'vitest'

import type { MetadefProperty } from '../../../../shared/model/image-service.ts'
import { checkProperty } from './check-property.ts'

const text: MetadefProperty = {
  name: 'hw_disk_bus',
  title: 'Disk bus',
  description: null,
  type: 'string',
  choices: [],
  default: null,
  minimum: null,
  maximum: null,
  minLength: null,
  maxLength: null,
  pattern: null,
  operators: [],
  isReadOnly: false,
  group: null,
}

test('takes anything where the catalogue says nothing', () => {
  expect(checkProperty('anything', undefined)).toBeNull()
  expect(checkProperty('anything', text)).toBeNull()
})

test('knows what is not among the choices', () => {
  const choices = ['scsi', 'virtio']

  expect(checkProperty('ide', { ...text, choices })).toEqual({ code: 'notChosen', choices: 'scsi, virtio' })
  expect(checkProperty('virtio', { ...text, choices })).toBeNull()
})

test('checks numbers and their range', () => {
  const cores = { ...text, type: 'integer', minimum: 1, maximum: 8 }

  expect(checkProperty('2.5', cores)).toEqual({ code: 'notNumber' })
  expect(checkProperty('', cores)).toEqual({ code: 'notNumber' })
  expect(checkProperty('0', cores)).toEqual({ code: 'tooSmall', limit: 1 })
  expect(checkProperty('9', cores)).toEqual({ code: 'tooLarge', limit: 8 })
  expect(checkProperty('8', cores)).toBeNull()
})

test('takes a boolean in either case, as machines do', () => {
  expect(checkProperty('True', { ...text, type: 'boolean' })).toBeNull()
  expect(checkProperty('yes', { ...text, type: 'boolean' })).toEqual({ code: 'notBoolean' })
})

test('a pattern that this language cannot read checks nothing', () => {
  expect(checkProperty('x', { ...text, pattern: '(?P<name>y)' })).toBeNull()
  expect(checkProperty('x', { ...text, pattern: '^y$' })).toEqual({ code: 'patternDiffers', pattern: '^y$' })
})

test('leaves alone what the scheduler compares', () => {
  expect(checkProperty('<in> a', { ...text, choices: ['a'], operators: ['<in>'] })).toBeNull()
})
