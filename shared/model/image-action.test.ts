import { expect, test } from 'vitest'

import type { Image } from './image.ts'
import { type ImageAction, rulingFor } from './image-action.ts'
import type { ImageOperation } from './image-operation.ts'
import type { ImageCapabilities } from './image-service.ts'
import { imageUnderTest } from './image-under-test.ts'
import { rulingForOperation } from './operation-ruling.ts'
import { planBulk } from './plan-bulk.ts'

const statuses = ['queued', 'saving', 'uploading', 'importing', 'active', 'deactivated', 'killed', 'deleted']
const owner = { isAdmin: false, projectId: 'p1' }
const stranger = { isAdmin: false, projectId: 'p2' }
const admin = { isAdmin: true, projectId: 'p9' }

// One column for each status above; 0 is "worth sending".
test.each<[ImageAction, number[]]>([
  ['upload', [0, 409, 409, 409, 409, 409, 409, 404]],
  ['stage', [0, 409, 409, 409, 409, 409, 409, 404]],
  ['import-from-web', [0, 409, 409, 409, 409, 409, 409, 404]],
  ['import-from-cloud', [0, 409, 409, 409, 409, 409, 409, 404]],
  ['import-staged', [409, 409, 0, 409, 409, 409, 409, 404]],
  ['copy-to-stores', [409, 409, 409, 409, 0, 409, 409, 404]],
  ['download', [204, 204, 204, 204, 0, 0, 204, 404]],
  ['deactivate', [403, 403, 403, 403, 0, 204, 403, 404]],
  ['reactivate', [403, 403, 403, 403, 204, 0, 403, 404]],
  ['delete', [0, 0, 0, 0, 0, 0, 0, 404]],
  ['update', [0, 0, 0, 0, 0, 0, 0, 404]],
  ['set-formats', [0, 403, 403, 0, 403, 403, 403, 404]],
  ['delete-from-store', [409, 409, 409, 409, 0, 409, 409, 404]],
  ['queue-for-cache', [400, 400, 400, 400, 0, 400, 400, 404]],
])('%s, by status', (action, answers) => {
  const rulings = statuses.map((status) => rulingFor(action, imageUnderTest({ status }), admin))

  expect(rulings.map((ruling) => (ruling.isAllowed ? 0 : ruling.status))).toEqual(answers)
})

test.each<[string, ImageAction, Partial<Image>, typeof owner, string, number]>([
  ['a download of what is deactivated', 'download', { status: 'deactivated' }, owner, 'is-deactivated', 403],
  [
    'an upload without formats',
    'upload',
    { status: 'queued', diskFormat: null },
    owner,
    'needs-formats',
    400,
  ],
  [
    'an import without formats',
    'import-staged',
    { status: 'uploading', containerFormat: null },
    owner,
    'needs-formats',
    409,
  ],
  ['a delete of what is protected', 'delete', { isProtected: true }, owner, 'is-protected', 403],
  ['a share of what is private', 'share', {}, owner, 'needs-shared', 403],
  ['a change of what is of others', 'update', {}, stranger, 'needs-owner', 403],
  ['a copy by a member', 'copy-to-stores', {}, owner, 'needs-admin', 403],
  ['an acceptance by the owner', 'set-member-status', { visibility: 'shared' }, owner, 'needs-member', 403],
])('refuses %s', (_, action, changes, viewer, rule, status) => {
  const ruling = rulingFor(action, imageUnderTest(changes), viewer)

  expect(ruling).toMatchObject({ isAllowed: false, rule, status })
})

test('leaves a status that it does not know, and an owner that nobody told, to the cloud', () => {
  const image = imageUnderTest({ status: 'frozen' })

  expect(rulingFor('upload', image, owner)).toEqual({ isAllowed: true })
  expect(rulingFor('update', imageUnderTest({ owner: null }), stranger)).toEqual({ isAllowed: true })
  expect(rulingFor('update', imageUnderTest(), { isAdmin: false, projectId: null })).toEqual({
    isAllowed: true,
  })
})

test('tells policies, which an operator may have changed, from states, which nobody can', () => {
  expect(rulingFor('copy-to-stores', imageUnderTest(), owner)).toMatchObject({ by: 'policy' })
  expect(rulingFor('upload', imageUnderTest(), owner)).toMatchObject({ by: 'state' })
})

test('obeys what the cloud was found to have', () => {
  const queued = imageUnderTest({ status: 'queued' })
  const old: ImageCapabilities = {
    versions: [],
    stores: { isHere: false, status: 404 },
    importMethods: { isHere: true, names: ['web-download'] },
    formats: { disk: [], container: [] },
    visibilities: [],
    members: { isHere: true },
    tasks: { isHere: false, status: 404 },
    usage: { isHere: false, status: 404 },
    cache: { isHere: false, status: 403 },
    metadefs: { isHere: true },
    canReadRanges: null,
  }

  expect(rulingFor('import-from-web', queued, owner, old)).toEqual({ isAllowed: true })
  expect(rulingFor('stage', queued, owner, old)).toMatchObject({ rule: 'has-no-import', by: 'service' })
  expect(rulingFor('delete-from-store', imageUnderTest(), owner, old)).toMatchObject({
    rule: 'has-no-stores',
  })
  expect(rulingFor('queue-for-cache', imageUnderTest(), admin, old)).toMatchObject({
    rule: 'has-no-cache',
    status: 403,
  })
})

test.each<[ImageOperation, Partial<Image>, string, number]>([
  [{ action: 'set-visibility', visibility: 'private' }, {}, 'is-so-already', 200],
  [{ action: 'set-visibility', visibility: 'public' }, {}, 'needs-admin', 403],
  [{ action: 'set-protected', isProtected: false }, {}, 'is-so-already', 200],
  [{ action: 'set-hidden', isHidden: true }, { isHidden: true }, 'is-so-already', 200],
  [{ action: 'add-tag', tag: 'a' }, { tags: ['a'] }, 'is-so-already', 204],
  [{ action: 'remove-tag', tag: 'a' }, {}, 'is-so-already', 404],
  [{ action: 'delete-from-store', store: 'fast' }, { stores: ['fast'] }, 'is-last-copy', 403],
  [{ action: 'delete-from-store', store: 'slow' }, { stores: ['fast'] }, 'is-not-in-store', 404],
  [
    { action: 'update', changes: [{ op: 'replace', name: 'disk_format', value: 'iso' }] },
    {},
    'formats-are-fixed',
    403,
  ],
])(
  'what would change nothing, or be refused for its arguments, is not worth sending: %o',
  (operation, changes, rule, status) => {
    expect(rulingForOperation(operation, imageUnderTest(changes), owner)).toMatchObject({ rule, status })
  },
)

test('a copy to where one is already is refused, and another store is not', () => {
  const image = imageUnderTest({ stores: ['fast'] })

  expect(rulingForOperation(copy('slow', 'fast'), image, admin)).toMatchObject({
    rule: 'is-in-store',
    status: 400,
  })
  expect(rulingForOperation(copy('slow'), image, admin)).toEqual({ isAllowed: true })
})

test('a plan keeps every image once, with the rule that leaves it out', () => {
  const [plain, kept, foreign] = [
    imageUnderTest({ id: 'a' }),
    imageUnderTest({ id: 'b', isProtected: true }),
    imageUnderTest({ id: 'c', owner: 'p2' }),
  ]

  const plan = planBulk({ action: 'delete' }, [plain, kept, foreign, plain], owner)

  expect(plan.imageIds).toEqual(['a'])
  expect(plan.items.map(({ image, ruling }) => [image.id, ruling.isAllowed ? null : ruling.rule])).toEqual([
    ['a', null],
    ['b', 'is-protected'],
    ['c', 'needs-owner'],
  ])
})

function copy(...stores: string[]): ImageOperation {
  return { action: 'copy-to-stores', target: { stores } }
}
