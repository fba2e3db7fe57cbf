import { expect, test } from 'vitest'

import { openTestSandbox, type TestSandbox } from '../open-test-sandbox.ts'

test('pages by marker give every image once, in order', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  const names = Array.from({ length: 7 }, (_, index) => `image-${index}`)
  for (const name of names) await cloud.createImage(token, { name, tags: ['paged'] })
  const query = '/v2/images?tag=paged&sort=name:asc&limit=3'

  const first = await list(cloud, token, query)
  const second = await list(cloud, token, `${query}&marker=${first.images.at(-1)?.id}`)
  const third = await list(cloud, token, `${query}&marker=${second.images.at(-1)?.id}`)

  const found = [first, second, third].flatMap(({ images }) => images.map(({ name }) => name))
  expect(found).toEqual(names)
  expect(third.next).toBeUndefined()
})

test('a link to the next page has lost all but the last of a repeated parameter', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  for (const name of ['one', 'two']) await cloud.createImage(token, { name, tags: ['a', 'b'] })

  const page = await list(cloud, token, '/v2/images?tag=a&tag=b&limit=1')

  expect(page.next).toBe(`/v2/images?tag=b&limit=1&marker=${page.images[0]?.id}`)
})

test('a full page has a link to the next one, even when that is empty', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  const id = await cloud.createImage(token, { tags: ['only'] })

  const page = await list(cloud, token, '/v2/images?tag=only&limit=1')
  const next = await list(cloud, token, page.next ?? '')

  expect(page.images.map((image) => image.id)).toEqual([id])
  expect(next).toMatchObject({ images: [] })
})

test('others see what is public or was shared with them, and nothing more', async () => {
  await using cloud = await openTestSandbox()
  const { demo, other } = cloud.sandbox().users
  const token = await cloud.signIn(demo)
  await cloud.createImage(token, { name: 'private', tags: ['mine'], visibility: 'private' })
  await cloud.createImage(token, { name: 'community', tags: ['mine'], visibility: 'community' })
  const id = await cloud.createImage(token, { name: 'shared', tags: ['mine'] })
  const body = JSON.stringify({ member: other.project.id })
  await cloud.send('POST', `/v2/images/${id}/members`, { token, body })
  const theirs = await cloud.signIn(other)
  const see = async (query: string) =>
    (await list(cloud, theirs, `/v2/images?tag=mine&${query}`)).images.map(({ name }) => name)

  const pending = await see('')
  await cloud.send('PUT', `/v2/images/${id}/members/${other.project.id}`, {
    token: theirs,
    body: JSON.stringify({ status: 'accepted' }),
  })

  expect(pending).toEqual([])
  expect(await see('')).toEqual(['shared'])
  expect(await see('visibility=community')).toEqual(['community'])
})

test('no page holds more than a thousand, whatever is asked for', async () => {
  await using cloud = await openTestSandbox()
  const token = await cloud.signIn()
  for (let index = 0; index < 1200; index++) await cloud.createImage(token, { tags: ['many'] })

  const page = await list(cloud, token, '/v2/images?tag=many&limit=100000')

  expect(page.images).toHaveLength(1000)
  const rest = await list(cloud, token, page.next ?? '')
  expect(rest.images).toHaveLength(200)
})

interface Page {
  readonly images: { id: string; name: string }[]
  readonly next?: string
}

async function list(cloud: TestSandbox, token: string, path: string): Promise<Page> {
  return (await cloud.send('GET', path, { token })).json() as unknown as Page
}
