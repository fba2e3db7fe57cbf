import { expect, test } from 'vitest'

import { noTexts, partOf, withFiles } from './import-texts.ts'

test.each([
  ['clouds.yaml', 'clouds: {}', 'text'],
  ['demo-openrc.sh', 'export OS_USERNAME=demo', 'text'],
  ['secure.yml', 'clouds: {}', 'secureText'],
  ['clouds-public.yaml', '', 'publicText'],
  ['profiles.yaml', 'public-clouds:\n  acme: {}', 'publicText'],
])('%s belongs to its field', (name, text, part) => {
  expect(partOf(name, text)).toBe(part)
})

test('files that are dropped together each find their field, and leave the others as they are', async () => {
  const files = [new File(['S'], 'secure.yaml'), new File(['C'], 'clouds.yaml')]

  expect(await withFiles({ ...noTexts, publicText: 'P' }, files)).toEqual({
    text: 'C',
    secureText: 'S',
    publicText: 'P',
  })
})
