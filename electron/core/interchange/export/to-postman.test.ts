import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { newDraft } from '../../../../shared/model/new-draft.ts'
import type { RequestDraft } from '../../../../shared/model/request.ts'
import { folderOf, type ImportedFolder } from '../import/imported.ts'
import { samples } from '../import/import-samples.ts'
import { readImport } from '../import/read-import.ts'
import { toPostman } from './to-postman.ts'

const readBack = (text: string) => readImport({ name: 'f', bytes: new TextEncoder().encode(text) }, null)

test('is read back as what it was written from, whatever that is', () => {
  fc.assert(
    fc.property(anyFolder(), (root) => {
      const { imported, secrets } = readBack(toPostman(root))

      expect(imported.root).toEqual(root)
      expect(secrets.size).toBe(0)
    }),
    { numRuns: 300 },
  )
})

test.each(Object.entries(samples))('keeps the requests of %s', (name, text) => {
  const bytes = new TextEncoder().encode(text)
  const { imported } = readImport({ name: name === 'bru' ? 'x.bru' : name, bytes }, null)
  const plain = withoutActions(imported.root)

  expect(withoutActions(readBack(toPostman(imported.root)).imported.root)).toEqual(plain)
})

test('writes a token of Keystone as the header that it is', () => {
  const auth = { kind: 'keystone', cloud: null, scope: { kind: 'cloud' } } as const
  const root = folderOf('x', [{ kind: 'request', draft: { ...newDraft, name: 'a', auth } }])

  expect(readBack(toPostman(root)).imported.root.items).toMatchObject([
    { draft: { auth: { kind: 'api-key', name: 'X-Auth-Token', value: '{{token}}', in: 'header' } } },
  ])
})

function withoutActions(folder: ImportedFolder): ImportedFolder {
  return {
    ...folder,
    headers: [],
    variables: [],
    items: folder.items.map((item) =>
      item.kind === 'folder'
        ? { kind: 'folder', folder: withoutActions(item.folder) }
        : {
            kind: 'request',
            draft: { ...item.draft, actions: [], options: newDraft.options, body: bodyIn(item.draft) },
          },
    ),
  }
}

/** The name under which a file is sent has no place in a collection of Postman. */
function bodyIn({ body }: RequestDraft): RequestDraft['body'] {
  if (body.kind !== 'multipart') return body
  const parts = body.parts.map((part) => {
    const { name, isEnabled, contentType } = part
    const common = { name, isEnabled, ...(contentType === undefined ? {} : { contentType }) }
    return part.kind === 'text'
      ? { kind: 'text' as const, ...common, value: part.value }
      : { kind: 'file' as const, ...common, file: null }
  })
  return { kind: 'multipart', parts }
}

function anyFolder(): fc.Arbitrary<ImportedFolder> {
  const word = fc.stringMatching(/^[a-zA-Z é][\w {}"'\\&=-]{0,8}$/).filter((text) => !/\{\{|\}\}/.test(text))
  const name = word.map((text) => `n${text.replaceAll(/token|secret|pass|key|cookie|auth/gi, 'x')}`)
  const pair = fc.record({ name, value: word, isEnabled: fc.boolean() })
  const auth = fc.oneof(
    fc.constantFrom({ kind: 'inherit' } as const, { kind: 'none' } as const),
    fc.constantFrom('basic', 'digest').map((kind) => ({ kind, username: 'me', password: '{{pw}}' }) as const),
    fc.constant({ kind: 'bearer', token: '{{t}}' } as const),
    fc
      .constantFrom('header', 'query')
      .map((place) => ({ kind: 'api-key', name: 'K', value: '{{k}}', in: place }) as const),
  )
  const body: fc.Arbitrary<RequestDraft['body']> = fc.oneof(
    fc.constant({ kind: 'none' } as const),
    word.map((text) => ({ kind: 'text', text, language: 'json' }) as const),
    fc.array(pair).map((pairs) => ({ kind: 'urlencoded', pairs }) as const),
    fc
      .array(fc.record({ kind: fc.constant('text' as const), name, isEnabled: fc.boolean(), value: word }))
      .map((parts) => ({ kind: 'multipart', parts }) as const),
    fc.constant({ kind: 'file', file: null } as const),
  )
  const draft = fc.record({
    name: word,
    method: fc.constantFrom('GET', 'POST', 'PURGE'),
    url: fc.constantFrom('http://c/a?b=c', '{{base}}/v2/{{id}}', ''),
    headers: fc.array(pair, { maxLength: 3 }),
    body,
    auth,
    docs: word,
  })
  const request = draft.map((held) => ({ kind: 'request', draft: { ...newDraft, ...held } }) as const)
  const { folder } = fc.letrec<{ folder: ImportedFolder }>((tie) => ({
    folder: fc
      .record({
        name: word,
        docs: word,
        auth,
        items: fc.array(
          fc.oneof(
            { maxDepth: 2 },
            request,
            tie('folder').map((inner) => ({ kind: 'folder', folder: inner }) as const),
          ),
          { maxLength: 3 },
        ),
      })
      .map((held) => ({ ...folderOf(held.name, held.items), docs: held.docs, auth: held.auth })),
  }))
  return folder
}
