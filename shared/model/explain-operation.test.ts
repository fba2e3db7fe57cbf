import { expect, test } from 'vitest'

import { explainOperation } from './explain-operation.ts'
import type { ImageOperation } from './image-operation.ts'
import { imageUnderTest } from './image-under-test.ts'

const image = imageUnderTest({ tags: ['old'] })
const { id } = image

test.each<[ImageOperation, string, string]>([
  [{ action: 'delete' }, `DELETE /v2/images/${id}`, `openstack image delete ${id}`],
  [
    { action: 'deactivate' },
    `POST /v2/images/${id}/actions/deactivate`,
    `openstack image set --deactivate ${id}`,
  ],
  [
    { action: 'upload', store: 'fast' },
    `PUT /v2/images/${id}/file`,
    `glance image-upload --file FILE --store fast ${id}`,
  ],
  [{ action: 'stage' }, `PUT /v2/images/${id}/stage`, `glance image-stage --file FILE ${id}`],
  [
    { action: 'add-tag', tag: "it's {{x}}" },
    `PUT /v2/images/${id}/tags/it's%20%7B%7Bx%7D%7D`,
    `openstack image set --tag 'it'\\''s {{x}}' ${id}`,
  ],
  [
    { action: 'remove-tag', tag: '-x' },
    `DELETE /v2/images/${id}/tags/-x`,
    `openstack image unset --tag=-x ${id}`,
  ],
  [
    { action: 'share', projectId: 'p2' },
    `POST /v2/images/${id}/members`,
    `openstack image add project ${id} p2`,
  ],
  [
    {
      action: 'import-from-web',
      uri: 'https://h/a?b&c',
      target: { stores: ['a', 'b'], allMustSucceed: false },
    },
    `POST /v2/images/${id}/import`,
    `glance image-import --import-method web-download --uri 'https://h/a?b&c' --stores a,b --allow-failure True ${id}`,
  ],
  [
    { action: 'copy-to-stores', target: { allStores: true } },
    `POST /v2/images/${id}/import`,
    `glance image-import --import-method copy-image --all-stores True ${id}`,
  ],
  [
    { action: 'delete-from-store', store: 'fast' },
    `DELETE /v2/stores/fast/${id}`,
    `glance stores-delete --store fast ${id}`,
  ],
  [
    { action: 'set-hidden', isHidden: false },
    `PATCH /v2/images/${id}`,
    `openstack image set --unhidden ${id}`,
  ],
])('writes %o as a request and as a command', (operation, line, command) => {
  const explained = explainOperation(operation, image, 'x')

  expect(`${explained.draft.method} ${explained.draft.url.replace('{{cloud.image}}', '')}`).toBe(line)
  expect(explained.draft.headers[0]).toEqual({
    name: 'X-Auth-Token',
    value: '{{cloud.token}}',
    isEnabled: true,
  })
  expect(explained.command).toBe(command)
})

test('a change of several attributes takes one patch, and two commands where one is a removal', () => {
  const changes = [
    { op: 'replace', name: 'min_disk', value: 3 },
    { op: 'add', name: 'os_distro', value: 'alma linux' },
    { op: 'remove', name: 'old' },
  ] as const

  const { draft, command } = explainOperation({ action: 'update', changes: [...changes] }, image, 'x')

  expect(draft.headers).toContainEqual({
    name: 'Content-Type',
    value: 'application/openstack-images-v2.1-json-patch',
    isEnabled: true,
  })
  expect(draft.body.kind === 'text' && JSON.parse(draft.body.text)).toEqual([
    { op: 'replace', path: '/min_disk', value: 3 },
    { op: 'add', path: '/os_distro', value: 'alma linux' },
    { op: 'remove', path: '/old' },
  ])
  expect(command).toBe(
    `openstack image set --min-disk 3 --property 'os_distro=alma linux' ${id} && ` +
      `openstack image unset --property old ${id}`,
  )
})

test.each(['a/b', 'ü', '..'])('the tag %s has no place in a path and is set with all others', (tag) => {
  const { draft, command } = explainOperation({ action: 'add-tag', tag }, image, 'x')

  expect(draft.method).toBe('PATCH')
  expect(draft.body.kind === 'text' && JSON.parse(draft.body.text)).toEqual([
    { op: 'replace', path: '/tags', value: ['old', tag] },
  ])
  expect(command).toContain('openstack image set --tag')
})

test('says that no command replaces all tags', () => {
  const changes = [{ op: 'replace' as const, name: 'tags', value: ['a'] }]

  expect(explainOperation({ action: 'update', changes }, image, 'x').command).toBeNull()
})

test('braces in a value do not become a variable of the request, and stay the same value', () => {
  const value = '{{cloud.token}} {{{'
  const changes = [{ op: 'add' as const, name: 'p', value }]

  const { body } = explainOperation({ action: 'update', changes }, image, 'x').draft

  expect(body.kind === 'text' && body.text).not.toContain('{{')
  expect(body.kind === 'text' && JSON.parse(body.text)).toEqual([{ op: 'add', path: '/p', value }])
})
