import { expect, test } from 'vitest'

import type { SetVariable } from '../../../shared/model/request-action.ts'
import { sendableDraft } from './sendable-draft.ts'
import { newDraft } from '../../../shared/model/new-draft.ts'

const written = { ...newDraft, url: 'http://c' }
const token: SetVariable = {
  kind: 'set-variable',
  variable: 'token',
  part: { kind: 'header', name: 'X-Subject-Token' },
  isSecret: true,
  isEnabled: true,
  when: null,
  onFailure: 'go-on',
}

test('leaves out blank rows and keeps the rest as it is', () => {
  const blank: SetVariable = { ...token, variable: '', part: { kind: 'json', path: '' } }
  const header = { name: 'Accept', value: '', isEnabled: true }

  const draft = sendableDraft({
    ...written,
    actions: [token, blank],
    headers: [{ name: '', value: '', isEnabled: true }, header],
  })

  expect(draft).toEqual({ ...written, actions: [token], headers: [header] })
})

test('says which part is not finished', () => {
  const unfinished: SetVariable = { ...token, part: { kind: 'header', name: '' } }

  expect(sendableDraft({ ...written, url: ' ' })).toBe('url')
  expect(sendableDraft({ ...written, method: '' })).toBe('method')
  expect(sendableDraft({ ...written, method: 'GET IT' })).toBe('method')
  expect(sendableDraft({ ...written, actions: [unfinished] })).toBe('actions')
})
