import { expect, test } from 'vitest'

import { checkImport, type ImportForm, toMethod, toOperation } from './import-form.ts'

const empty: ImportForm = {
  way: 'web-download',
  uri: '',
  regionName: '',
  sourceImageId: '',
  file: null,
  stores: [],
}

test('asks for what each way needs', () => {
  expect(checkImport(empty, false)).toEqual({ uri: 'uriInvalid' })
  expect(checkImport({ ...empty, uri: 'file:///etc/passwd' }, false)).toEqual({ uri: 'uriInvalid' })
  expect(checkImport({ ...empty, way: 'glance-direct' }, false)).toEqual({ file: 'fileMissing' })
  expect(checkImport({ ...empty, way: 'glance-direct' }, true)).toEqual({})
  expect(checkImport({ ...empty, way: 'glance-direct', file: new File([], 'a') }, false)).toEqual({})
  expect(checkImport({ ...empty, way: 'glance-download' }, false)).toEqual({
    regionName: 'regionMissing',
    sourceImageId: 'idInvalid',
  })
})

test('orders what was typed, into the stores chosen', () => {
  const form = { ...empty, uri: ' https://example.org/a.qcow2 ', stores: ['fast'] }

  expect(checkImport(form, false)).toEqual({})
  expect(toMethod(form)).toEqual({ name: 'web-download', uri: 'https://example.org/a.qcow2' })
  expect(toOperation(form)).toEqual({
    action: 'import-from-web',
    uri: 'https://example.org/a.qcow2',
    target: { stores: ['fast'] },
  })
})
