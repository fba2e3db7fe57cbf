import { expect, test } from 'vitest'

import { newDraft } from './new-draft.ts'
import { requestDraft } from './request.ts'
import { upgradeDraft } from './upgrade-draft.ts'

const { name, method, url, headers, body } = newDraft

test('makes actions of the captures of an earlier draft, and fills in what it did not have', () => {
  const source = { kind: 'header', name: 'X-Subject-Token' }
  const earlier = {
    name,
    method,
    url,
    headers,
    body,
    captures: [{ variable: 't', source, whenStatus: 201, isSecret: true }],
  }

  const upgraded = requestDraft.parse(upgradeDraft(earlier))

  expect(upgraded).toEqual({
    ...newDraft,
    actions: [
      {
        kind: 'set-variable',
        variable: 't',
        part: source,
        isSecret: true,
        isEnabled: true,
        when: { part: { kind: 'status' }, comparison: 'equal', value: '201' },
        onFailure: 'go-on',
      },
    ],
  })
})

test('leaves a draft of today as it is, and what is no draft to the schema', () => {
  expect(upgradeDraft(newDraft)).toBe(newDraft)
  expect(upgradeDraft('nonsense')).toBe('nonsense')
})
