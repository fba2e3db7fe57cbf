import { expect, test } from 'vitest'

import { parseProperties } from './parse-properties.ts'

test('reads an object of texts', () => {
  expect(parseProperties('{"os_distro": "debian"}')).toEqual({ properties: { os_distro: 'debian' } })
})

test('says what is not JSON, no object, or no text', () => {
  expect(parseProperties('{')).toMatchObject({ problem: 'Json' })
  expect(parseProperties('[]')).toMatchObject({ problem: 'Object' })
  expect(parseProperties('{"hw_cpu_cores": 2}')).toEqual({ problem: 'Value', detail: 'hw_cpu_cores' })
})
