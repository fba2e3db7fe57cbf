import { readdirSync, readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { checklist } from './cloud-checklist.ts'

test.each(checklist.map(([what, ...proofs]) => [what, proofs] as const))(
  'a test does this: %s',
  (_, proofs) => {
    expect(proofs).not.toEqual([])
    for (const { file, title } of proofs) expect(readFileSync(file, 'utf8')).toContain(title)
  },
)

test('whatever is clicked against a real cloud stands on the list', () => {
  const specs = readdirSync('renderer/e2e').filter((name) => name.endsWith('.cloud.spec.ts'))
  const listed = new Set(checklist.flatMap(([, ...proofs]) => proofs.map(({ file }) => file)))

  expect(specs.length).toBeGreaterThan(0)
  expect(specs.filter((name) => !listed.has(`renderer/e2e/${name}`))).toEqual([])
})
