import { expect, test } from 'vitest'

import { checkForm, emptyForm, toNewImage } from './image-form.ts'

test('asks for a name before anything is sent', () => {
  expect(checkForm(emptyForm)).toEqual({ name: 'nameMissing' })
  expect(checkForm({ ...emptyForm, name: 'n'.repeat(256) })).toEqual({ name: 'nameTooLong' })
})

test('says what is wrong with each field that Glance would refuse', () => {
  const problems = checkForm({
    ...emptyForm,
    name: 'a',
    id: 'not-a-uuid',
    minDiskGb: 1.5,
    minRamMb: -1,
    tags: ['t'.repeat(256)],
    properties: 'no value',
  })

  expect(problems).toEqual({
    id: 'idInvalid',
    minDiskGb: 'notWhole',
    minRamMb: 'notWhole',
    tags: 'tagTooLong',
    properties: 'propertyInvalid',
  })
})

test('leaves out what was left empty', () => {
  expect(toNewImage({ ...emptyForm, name: ' a ' })).toEqual({
    name: 'a',
    diskFormat: 'qcow2',
    containerFormat: 'bare',
    visibility: 'private',
  })
})

test('sends everything that was typed', () => {
  const form = {
    ...emptyForm,
    name: 'a',
    id: '6A1F1F0E-3C58-4A5B-9D3E-0D5CF7A1B2C3',
    diskFormat: null,
    minDiskGb: 10,
    minRamMb: '512',
    tags: ['x'],
    properties: 'os_distro = debian\n\nos_command_line=root=/dev/vda1',
    isProtected: true,
  }

  expect(checkForm(form)).toEqual({})
  expect(toNewImage(form)).toMatchObject({
    id: '6a1f1f0e-3c58-4a5b-9d3e-0d5cf7a1b2c3',
    diskFormat: null,
    minDiskGb: 10,
    minRamMb: 512,
    tags: ['x'],
    properties: { os_distro: 'debian', os_command_line: 'root=/dev/vda1' },
    isProtected: true,
  })
})
