import fc from 'fast-check'
import { expect, test } from 'vitest'

import { templateParts } from './template-parts.ts'

test('finds variables between texts', () => {
  expect(templateParts('{{cloud.image}}/v2/images/{{image_id}}/file')).toEqual([
    { kind: 'variable', text: '{{cloud.image}}', name: 'cloud.image' },
    { kind: 'text', text: '/v2/images/' },
    { kind: 'variable', text: '{{image_id}}', name: 'image_id' },
    { kind: 'text', text: '/file' },
  ])
})

test('leaves braces alone that name nothing', () => {
  expect(templateParts('{"a":{}} {{}} {{1x}} {{ a }}').map((part) => part.kind)).toEqual(['text'])
})

test('loses no character', () => {
  const pieces = fc.constantFrom('{', '}', '{{', '}}', '{{a}}', 'a', '.', ' ')

  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const text = parts.join('')
      expect(
        templateParts(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
