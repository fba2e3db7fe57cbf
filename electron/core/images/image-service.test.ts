import { afterAll, beforeAll, expect, test } from 'vitest'

import type { AppErrorCode } from '../../../shared/errors.ts'
import { openTestImages, type TestImages } from './open-test-images.ts'

const never = new AbortController().signal
const cloudId = 'test'
let host: TestImages

beforeAll(async () => {
  host = await openTestImages()
})
afterAll(() => host.close())

test('finds by asking what the service has, and what of it a role may not use', async () => {
  const [member, administrator] = await Promise.all([
    host.demo.capabilities({ cloudId }, never),
    host.admin.capabilities({ cloudId }, never),
  ])

  expect(member.versions[0]).toEqual({ id: 'v2.16', status: 'CURRENT' })
  expect(member.importMethods).toEqual({
    isHere: true,
    names: ['glance-direct', 'web-download', 'copy-image'],
  })
  expect(member.visibilities).toEqual(expect.arrayContaining(['public', 'private', 'shared', 'community']))
  expect(member.formats.disk).toContain('qcow2')
  expect(member.tasks).toEqual({ isHere: false, status: 403 })
  expect(member.cache).toEqual({ isHere: false, status: 403 })
  expect(member.members).toEqual({ isHere: true })
  expect(member.metadefs).toEqual({ isHere: true })
  expect(member.stores).toMatchObject({
    stores: [
      { id: 'fast', isDefault: true, detail: null },
      { id: 'archive', isDefault: false, detail: null },
    ],
  })
  expect(administrator.tasks).toEqual({ isHere: true })
  expect(administrator.cache).toEqual({ isHere: true })
  expect(administrator.stores).toMatchObject({
    stores: [{ detail: { type: 'file', properties: { chunk_size: '65536' } } }, { id: 'archive' }],
  })
})

test('an old service, with nothing but images, is told from a broken one', async () => {
  for (const path of [/stores$/, /import$/, /tasks/, /usage/, /cache/, /metadefs/]) {
    host.answerNext(path, '<html><h1>404 Not Found</h1></html>', 404)
  }
  host.answerNext(/^\/$/, 'no such page', 404)

  const found = await host.admin.capabilities({ cloudId, isFresh: true }, never)
  host.answerNext(/metadefs/, 'on fire', 500)
  const broken = host.admin.capabilities({ cloudId, isFresh: true }, never)

  const missing = { isHere: false, status: 404 }
  expect(found).toMatchObject({
    versions: [],
    stores: missing,
    importMethods: missing,
    tasks: missing,
    usage: missing,
    cache: missing,
    metadefs: missing,
  })
  await expect(broken).rejects.toMatchObject({ code: 'CLOUD_REFUSED', data: { status: 500 } })
})

test('asks once a session, and learns of ranges from downloads', async () => {
  await host.other.capabilities({ cloudId }, never)
  const before = host.sent.length
  host.other.learnRanges(cloudId, false)
  const again = await host.other.capabilities({ cloudId }, never)

  expect(host.sent.length).toBe(before)
  expect(again.canReadRanges).toBe(false)
})

test('tags are added and removed, and one that is gone already is no failure', async () => {
  const imageId = await host.create({ tags: ['a'] })
  const tag = 'b/c ü'
  await host.demo.addTag({ cloudId, imageId, tag }, never)
  const added = await host.demo.show({ cloudId, imageId }, never)
  await host.demo.removeTag({ cloudId, imageId, tag }, never)
  await host.demo.removeTag({ cloudId, imageId, tag }, never)

  expect(added.tags).toEqual(['a', tag])
  expect((await host.demo.show({ cloudId, imageId }, never)).tags).toEqual(['a'])
  await expect(host.demo.removeTag({ cloudId, imageId: 'none', tag }, never)).rejects.toMatchObject({
    code: 'IMAGE_GONE',
  })
})

test('an image is shared, accepted by the project it is shared with, and taken back', async () => {
  const imageId = await host.create({ visibility: 'shared' })
  const projectId = host.sandbox.users.other.project.id
  const one = { cloudId, imageId, projectId }

  const added = await host.demo.addMember(one, never)
  await host.other.setMemberStatus({ ...one, status: 'accepted' }, never)
  const [seenByOwner, seenByMember] = await Promise.all([
    host.demo.members(one, never),
    host.other.members(one, never),
  ])
  await host.demo.removeMember(one, never)

  expect(added).toMatchObject({ projectId, status: 'pending' })
  expect(seenByOwner).toMatchObject([{ projectId, status: 'accepted' }])
  expect(seenByMember).toEqual(seenByOwner)
  expect(await host.demo.members(one, never)).toEqual([])
})

test('quotas are read with their unit, and none is none', async () => {
  host.answerNext(
    /usage/,
    JSON.stringify({
      usage: { image_size_total: { usage: 5, limit: 9 }, image_count_total: { usage: 2, limit: -1 } },
    }),
  )

  expect(await host.demo.usage(cloudId, never)).toEqual([
    { name: 'image_size_total', usage: 5, limit: 9, unit: 'MiB' },
    { name: 'image_count_total', usage: 2, limit: -1, unit: 'count' },
  ])
  expect(await host.demo.usage(cloudId, never)).toEqual([])
})

test('the cache takes an image, shows it, and lets it go', async () => {
  const imageId = await host.create()
  await host.upload(imageId)
  await host.admin.queueForCache({ cloudId, imageId }, never)
  const held = await host.admin.cache(cloudId, never)
  await host.admin.deleteFromCache({ cloudId, imageId }, never)
  await host.admin.queueForCache({ cloudId, imageId }, never)
  await host.admin.clearCache({ cloudId, target: 'queue' }, never)
  const kept = await host.admin.cache(cloudId, never)
  await host.admin.clearCache({ cloudId, target: 'both' }, never)

  expect(held.cached).toMatchObject([{ imageId, sizeBytes: 4, lastAccessedAt: null }])
  expect(Date.parse(held.cached[0]?.lastModifiedAt ?? '')).toBeGreaterThan(Date.parse('2026-01-01'))
  expect(kept.cached.map((one) => one.imageId)).toEqual([imageId])
  expect(await host.admin.cache(cloudId, never)).toEqual({ cached: [], queued: [] })
})

test('properties have the names that they have on an image, with their choices', async () => {
  const namespaces = await host.demo.metadefs({ cloudId }, never)
  const properties = namespaces.flatMap((namespace) => namespace.properties)

  const pinning = properties.find(({ name }) => name === 'hw_cpu_policy')
  expect(pinning).toMatchObject({ type: 'string', choices: ['shared', 'dedicated'], group: null })
  expect(properties.find(({ name }) => name === 'os_distro')?.group).toBe('Operating system')
  expect(properties.find(({ name }) => name === 'os_require_quiesce')).toMatchObject({
    type: 'boolean',
    default: 'false',
  })
})

test('a namespace tells its objects, its tags, and where its properties belong', async () => {
  const namespaces = await host.demo.metadefs({ cloudId }, never)

  const system = namespaces.find(({ objects }) => objects.some(({ name }) => name === 'Operating system'))
  expect(system?.resourceTypes).toContainEqual({ name: 'OS::Glance::Image', prefix: '' })
  const pinning = namespaces.find(({ properties }) => properties.some(({ name }) => name === 'hw_cpu_policy'))
  expect(pinning?.resourceTypes.map(({ prefix }) => prefix)).toContain('hw_')
})

test('one task tells what it was given', async () => {
  const imageId = await host.create()
  await host.demo.import(
    { cloudId, imageId, method: { name: 'web-download', uri: 'http://127.0.0.1:1/x' }, target: null },
    never,
  )
  const { tasks } = await host.admin.allTasks({ cloudId, marker: null, limit: 5 }, never)

  const task = await host.admin.task({ cloudId, taskId: tasks[0]?.id ?? '' }, never)

  expect(task).toMatchObject({ id: tasks[0]?.id, imageId })
  expect(task.input).toContain('web-download')
})

test('the schema names every attribute with its choices, and which of them the cloud sets', async () => {
  const schema = await host.demo.schema(cloudId, never)

  expect(schema.find(({ name }) => name === 'visibility')?.choices.toSorted()).toEqual([
    'community',
    'private',
    'public',
    'shared',
  ])
  expect(schema.find(({ name }) => name === 'disk_format')).toMatchObject({ isReadOnly: false })
  expect(schema.find(({ name }) => name === 'disk_format')?.choices).not.toContain('null')
  expect(schema.find(({ name }) => name === 'checksum')).toMatchObject({ isReadOnly: true })
})

test.each<[string, AppErrorCode, number, (imageId: string) => Promise<unknown>]>([
  ['share what is private', 'IMAGE_FORBIDS', 403, (imageId) => share(imageId, 'p2')],
  [
    'remove a member that is none',
    'MEMBER_GONE',
    404,
    async (imageId) => {
      await setVisibility(imageId, 'shared')
      return host.demo.removeMember({ cloudId, imageId, projectId: 'p2' }, never)
    },
  ],
  [
    'share twice',
    'IMAGE_FORBIDS',
    409,
    async (imageId) => {
      await setVisibility(imageId, 'shared')
      await share(imageId, 'p2')
      return share(imageId, 'p2')
    },
  ],
  [
    'accept for others',
    'IMAGE_FORBIDS',
    403,
    async (imageId) => {
      await setVisibility(imageId, 'shared')
      await share(imageId, 'p2')
      return host.demo.setMemberStatus({ cloudId, imageId, projectId: 'p2', status: 'accepted' }, never)
    },
  ],
  ['publish as a member', 'IMAGE_FORBIDS', 403, (imageId) => setVisibility(imageId, 'public')],
  ['see what is of others', 'IMAGE_GONE', 404, (imageId) => host.other.show({ cloudId, imageId }, never)],
  [
    'delete what is of others',
    'IMAGE_GONE',
    404,
    (imageId) => host.other.delete({ cloudId, imageId }, never),
  ],
  [
    'deactivate what is queued',
    'IMAGE_FORBIDS',
    403,
    (imageId) => host.demo.deactivate({ cloudId, imageId }, never),
  ],
  [
    'cache what is queued',
    'IMAGE_FORBIDS',
    400,
    (imageId) => host.admin.queueForCache({ cloudId, imageId }, never),
  ],
  [
    'cache as a member',
    'IMAGE_FORBIDS',
    403,
    (imageId) => host.demo.queueForCache({ cloudId, imageId }, never),
  ],
  ['list the cache as a member', 'NOT_OFFERED', 403, () => host.demo.cache(cloudId, never)],
  [
    'list all tasks as a member',
    'NOT_OFFERED',
    403,
    () => host.demo.allTasks({ cloudId, marker: null, limit: 5 }, never),
  ],
  [
    'delete the only copy',
    'IMAGE_FORBIDS',
    403,
    async (imageId) => {
      await host.upload(imageId)
      return host.demo.deleteFromStore({ cloudId, imageId, store: 'fast' }, never)
    },
  ],
  [
    'delete from an unknown store',
    'IMAGE_FORBIDS',
    409,
    (imageId) => host.demo.deleteFromStore({ cloudId, imageId, store: 'attic' }, never),
  ],
])('says why nobody can %s', async (_, code, status, act) => {
  const imageId = await host.create({ visibility: 'private' })

  await expect(act(imageId)).rejects.toMatchObject({
    code,
    data: {
      host: new URL(host.sandbox.imageUrl).host,
      status,
      message: expect.stringMatching(/^[^<>]+$/),
      requestId: expect.stringMatching(/^req-/),
    },
  })
})

function share(imageId: string, projectId: string) {
  return host.demo.addMember({ cloudId, imageId, projectId }, never)
}

function setVisibility(imageId: string, value: string) {
  const changes = [{ op: 'replace', name: 'visibility', value }] as const
  return host.demo.update({ cloudId, imageId, changes, basedOn: null }, never)
}
