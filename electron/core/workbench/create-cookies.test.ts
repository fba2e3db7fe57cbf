import { expect, test } from 'vitest'

import type { CookieEdit } from '../../../shared/model/cookie.ts'
import { createMemoryKeyStore, type KeyStore } from '../vault/key-store.ts'
import { createCookies } from './create-cookies.ts'

const url = 'https://cloud.example/v3'
const cookie: CookieEdit = {
  name: 'sid',
  value: 'hush',
  domain: 'cloud.example',
  path: '/',
  isSecure: true,
  isHttpOnly: true,
  isHostOnly: true,
  sameSite: null,
  expiresAtMs: Date.now() + 3_600_000,
}
const key = { name: 'sid', domain: 'cloud.example', path: '/' }

function open(keyStore: KeyStore = createMemoryKeyStore(), log: (line: string) => void = () => {}) {
  return createCookies({ keyStore, log })
}

test('keeps what lasts in the key store, for the environment it was set in, and nothing of a session', async () => {
  const keyStore = createMemoryKeyStore()
  const cookies = open(keyStore)
  const jar = await cookies.jarOf('lab')
  jar.take('lasting=1; Max-Age=3600', url)
  jar.take('session=2', url)
  await cookies.close()

  const again = open(keyStore)

  expect((await again.jarOf('lab')).headerFor(url)).toBe('lasting=1')
  expect((await again.jarOf('production')).headerFor(url)).toBe('')
  expect((await again.jarOf(null)).headerFor(url)).toBe('')
})

test('lists cookies without their values, and tells one to who asks for it', async () => {
  const cookies = open()
  await cookies.save({ environmentId: null, cookie, replaces: null })

  const listed = await cookies.list(null)

  expect(listed).toMatchObject([{ ...key, isSecure: true, isHostOnly: true }])
  expect(JSON.stringify(listed)).not.toContain('hush')
  expect(await cookies.reveal({ environmentId: null, cookie: key })).toBe('hush')
  const gone = cookies.reveal({ environmentId: 'lab', cookie: key })
  await expect(gone).rejects.toMatchObject({ code: 'COOKIE_GONE', data: { name: 'sid' } })
})

test('puts an edited cookie in the place of the one before, whose value stays unless another is written', async () => {
  const cookies = open()
  await cookies.save({ environmentId: null, cookie, replaces: null })
  const renamed = { ...cookie, name: 'id', domain: '.Cloud.Example', value: null }

  await cookies.save({ environmentId: null, cookie: renamed, replaces: key })
  // The same place in another spelling is not taken away again.
  await cookies.save({ environmentId: null, cookie: renamed, replaces: { ...key, name: 'id' } })

  expect((await cookies.jarOf(null)).headerFor(url)).toBe('id=hush')
})

test('changes nothing for a cookie that is none, or that is not there to be replaced', async () => {
  const cookies = open()
  await cookies.save({ environmentId: null, cookie, replaces: null })
  const before = await cookies.list(null)
  const save = (edit: Partial<CookieEdit>, replaces: typeof key | null) =>
    cookies.save({ environmentId: null, cookie: { ...cookie, ...edit }, replaces })

  await expect(save({ value: 'a;b' }, key)).rejects.toMatchObject({
    code: 'COOKIE_INVALID',
    data: { name: 'sid', reason: 'value' },
  })
  await expect(save({}, { ...key, path: '/x' })).rejects.toMatchObject({ code: 'COOKIE_GONE' })

  expect(await cookies.list(null)).toEqual(before)
})

test('leaves nothing in the key store of what was removed', async () => {
  const names = new Set<string>()
  const memory = createMemoryKeyStore()
  const keyStore: KeyStore = {
    ...memory,
    set: async (name, secret) => {
      names.add(name)
      await memory.set(name, secret)
    },
    delete: async (name) => {
      names.delete(name)
      await memory.delete(name)
    },
  }
  const cookies = open(keyStore)
  await cookies.save({ environmentId: 'lab', cookie, replaces: null })
  expect([...names]).toEqual(['cookies/lab'])

  await cookies.remove({ environmentId: 'lab', cookie: key })
  expect([...names]).toEqual([])

  await cookies.save({ environmentId: 'lab', cookie, replaces: null })
  await cookies.clear({ environmentId: 'lab', domain: 'other.example' })
  expect(await cookies.list('lab')).toHaveLength(1)
  await cookies.clear({ environmentId: 'lab', domain: null })
  expect([...names]).toEqual([])
})

test('notes that a cookie of an answer could not be kept, and tells who saves one by hand', async () => {
  const lines: string[] = []
  const failing: KeyStore = {
    ...createMemoryKeyStore(),
    set: () => Promise.reject(new Error('the bus is gone, and the cookie was sid=hush')),
  }
  const cookies = open(failing, (line) => lines.push(line))

  const jar = await cookies.jarOf(null)
  jar.take('sid=hush; Max-Age=60', url)
  await cookies.close()

  expect(jar.headerFor(url)).toBe('sid=hush')
  expect(lines).toEqual(['cookies could not be kept: the key store failed'])
  await expect(cookies.save({ environmentId: null, cookie, replaces: null })).rejects.toThrow('bus')
})

test('has nothing in memory once it was told to forget, and asks the key store anew', async () => {
  const keyStore = createMemoryKeyStore()
  const cookies = open(keyStore)
  const jar = await cookies.jarOf(null)
  jar.take('session=1', url)
  await cookies.save({ environmentId: null, cookie, replaces: null })
  await keyStore.delete('cookies/')

  cookies.forget()

  expect(await cookies.list(null)).toEqual([])
})
