import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { ImageQuery } from '../../../shared/model/image-query.ts'
import { createHttpEngine } from '../http/create-http-engine.ts'
import { createFileRegistry } from '../files/create-file-registry.ts'
import { createImages } from './create-images.ts'
import { listParameters } from './list-query.ts'
import { openTestImages, type TestImages } from './open-test-images.ts'
import { passwordAccess } from './password-access.ts'

const never = new AbortController().signal
const cloudId = 'test'
let host: TestImages

beforeAll(async () => {
  host = await openTestImages()
})
afterAll(() => host.close())

test.each<[ImageQuery, string]>([
  [{}, 'sort=created_at:desc,id:desc'],
  [{ names: ['a b'] }, 'name=a+b&sort=created_at:desc,id:desc'],
  [{ names: ['in:a'] }, 'name=eq:in:a&sort=created_at:desc,id:desc'],
  [{ names: ['a,b', 'c'] }, 'name=in:"a,b",c&sort=created_at:desc,id:desc'],
  [
    { statuses: ['active', 'queued'], diskFormats: ['raw'], containerFormats: ['bare', 'ova'] },
    'status=in:active,queued&disk_format=raw&container_format=in:bare,ova&sort=created_at:desc,id:desc',
  ],
  [
    { visibility: 'all', memberStatus: 'all', isHidden: true, isProtected: false, owner: 'p1' },
    'visibility=all&member_status=all&owner=p1&protected=false&os_hidden=true&sort=created_at:desc,id:desc',
  ],
  [{ tags: ['a', 'b', 'a'] }, 'tag=a&tag=b&sort=created_at:desc,id:desc'],
  [{ minSizeBytes: 0, maxSizeBytes: 9 }, 'size_min=0&size_max=9&sort=created_at:desc,id:desc'],
  [{ properties: { os_distro: 'debian' } }, 'os_distro=debian&sort=created_at:desc,id:desc'],
  [
    {
      sort: [
        { key: 'name', direction: 'asc' },
        { key: 'size', direction: 'desc' },
      ],
    },
    'sort=name:asc,size:desc,id:desc',
  ],
  [{ sort: [{ key: 'id', direction: 'asc' }] }, 'sort=id:asc'],
])('asks for %o', (query, parameters) => {
  expect(listParameters(query).toString()).toBe(new URLSearchParams(parameters).toString())
})

test('the cloud finds what was asked for, by several facets and every page of it', async () => {
  for (const name of ['c', 'a', 'b']) await host.create({ name, tags: ['one', 'two'] })
  await host.create({ name: 'z', tags: ['one'] })

  const found: (string | null)[] = []
  const query: ImageQuery = {
    tags: ['one', 'two'],
    names: ['a', 'b', 'c'],
    sort: [{ key: 'name', direction: 'asc' }],
  }
  let marker: string | null = null
  do {
    const page: Awaited<ReturnType<typeof host.demo.list>> = await host.demo.list(
      { cloudId, query, marker, limit: 2 },
      never,
    )
    found.push(...page.images.map(({ name }) => name))
    marker = page.nextMarker
  } while (marker !== null)

  expect(found).toEqual(['a', 'b', 'c'])
})

test('hidden images and those of others that wait are found only when they are asked for', async () => {
  const hidden = await host.create({ name: 'hidden' })
  await host.demo.update(
    { cloudId, imageId: hidden, changes: [{ op: 'replace', name: 'os_hidden', value: true }], basedOn: null },
    never,
  )
  const shared = await host.create({ name: 'offered', visibility: 'shared' })
  const projectId = host.sandbox.users.other.project.id
  await host.demo.addMember({ cloudId, imageId: shared, projectId }, never)

  const plain = await idsOf(host.demo, {})
  const asked = await idsOf(host.demo, { isHidden: true })
  const accepted = await idsOf(host.other, { visibility: 'shared' })
  const pending = await idsOf(host.other, { visibility: 'shared', memberStatus: 'pending' })

  expect(plain).not.toContain(hidden)
  expect(asked).toContain(hidden)
  expect(accepted).not.toContain(shared)
  expect(pending).toEqual([shared])
})

test('goes on after the last marker that is still there, and says so', async () => {
  const ids: string[] = []
  for (const name of ['m1', 'm2', 'm3', 'm4']) ids.push(await host.create({ name, tags: ['gap'] }))
  const query: ImageQuery = { tags: ['gap'], sort: [{ key: 'name', direction: 'asc' }] }
  const [first = '', second = '', third = ''] = ids
  await host.demo.delete({ cloudId, imageId: third }, never)
  await host.demo.delete({ cloudId, imageId: second }, never)
  const ask = (earlierMarkers: string[]) =>
    host.demo.list({ cloudId, query, marker: third, earlierMarkers, limit: 2 }, never)

  const resumed = await ask([second, first])
  const restarted = await ask([second])

  expect(resumed.images.map(({ name }) => name)).toEqual(['m4'])
  expect(resumed.gap).toEqual({ resumedAfter: first })
  expect(restarted.images.map(({ name }) => name)).toEqual(['m1', 'm4'])
  expect(restarted.gap).toEqual({ resumedAfter: null })
})

test('does not take another mistake in a query for a deleted marker', async () => {
  const marker = await host.create()
  const query: ImageQuery = { properties: { created_at: 'yesterday' } }

  await expect(host.demo.list({ cloudId, query, marker, limit: 2 }, never)).rejects.toMatchObject({
    code: 'CLOUD_REFUSED',
    data: { status: 400, message: expect.stringContaining('created_at') },
  })
})

test('an empty last page ends the list', async () => {
  host.answerNext(/\/v2\/images\?/, JSON.stringify({ images: [], first: '/v2/images' }))

  const page = await host.demo.list({ cloudId, marker: null, limit: 2 }, never)

  expect(page).toEqual({ images: [], nextMarker: null, gap: null })
})

test('a service under a prefix is asked there for every page, wherever its links point', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url?.split('?')[0] ?? '')
    const isFirst = !request.url?.includes('marker')
    response.end(JSON.stringify(isFirst ? pageOf('a', '/v2/images?marker=wrong') : pageOf('b')))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const engine = createHttpEngine()
  const access = passwordAccess({ ...host.sandbox, imageUrl: `http://127.0.0.1:${port}/image` })
  const images = createImages({ access, send: engine.send, files: createFileRegistry() })

  const first = await images.list({ cloudId, marker: null, limit: 1 }, never)
  const second = await images.list({ cloudId, marker: first.nextMarker, limit: 2 }, never)
  await engine.close()
  server.close()

  expect(first.nextMarker).toBe('a')
  expect(second).toMatchObject({ images: [{ id: 'b' }], nextMarker: null })
  expect(asked).toEqual(['/image/v2/images', '/image/v2/images'])
})

test('a page of HTML with a good status is told from a list', async () => {
  host.answerNext(/\/v2\/images\?/, '<html><body>Please sign in</body></html>')

  await expect(host.demo.list({ cloudId, marker: null, limit: 2 }, never)).rejects.toMatchObject({
    code: 'BAD_ANSWER',
    data: { detail: 'not JSON' },
  })
})

async function idsOf(images: TestImages['demo'], query: ImageQuery): Promise<string[]> {
  const page = await images.list({ cloudId, query, marker: null, limit: 1000 }, never)
  return page.images.map(({ id }) => id)
}

function pageOf(id: string, next?: string) {
  const moment = '2026-01-01T00:00:00Z'
  const image = { id, status: 'active', created_at: moment, updated_at: moment }
  return { images: [image], ...(next ? { next } : {}) }
}
