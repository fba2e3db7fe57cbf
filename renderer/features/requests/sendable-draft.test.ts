import { expect, test } from 'vitest'

import type { Capture } from '../../../shared/model/request.ts'
import { sendableDraft } from './sendable-draft.ts'
import { newDraft } from './tabs/new-draft.ts'

const written = { ...newDraft, url: 'http://c' }
const token: Capture = {
  variable: 'token',
  source: { kind: 'header', name: 'X-Subject-Token' },
  whenStatus: 201,
  isSecret: true,
}

test('leaves out blank rows and keeps the rest as it is', () => {
  const blank: Capture = { ...token, variable: '', source: { kind: 'json', path: '' } }
  const header = { name: 'Accept', value: '', isEnabled: true }

  const draft = sendableDraft({
    ...written,
    captures: [token, blank],
    headers: [{ name: '', value: '', isEnabled: true }, header],
  })

  expect(draft).toEqual({ ...written, captures: [token], headers: [header] })
})

test('says which part is not finished', () => {
  const unfinished: Capture = { ...token, source: { kind: 'header', name: '' } }

  expect(sendableDraft({ ...written, url: ' ' })).toBe('url')
  expect(sendableDraft({ ...written, method: '' })).toBe('method')
  expect(sendableDraft({ ...written, method: 'GET IT' })).toBe('method')
  expect(sendableDraft({ ...written, captures: [unfinished] })).toBe('captures')
})
