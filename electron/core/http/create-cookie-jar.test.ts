import { createServer } from 'node:http'

import { expect, test } from 'vitest'

import { createCookieJar } from './create-cookie-jar.ts'
import { createHttpEngine } from './create-http-engine.ts'
import { listen, runTrial, trialRequest } from './exchange-trial.ts'
import { sendAsAsked } from './send-as-asked.ts'

test('keeps what a server may set, with its attributes, and sends it where it belongs', () => {
  const jar = createCookieJar()

  expect(jar.take('sid=1; Path=/v3; Secure; HttpOnly; SameSite=Strict', 'https://keystone.local/v3/x')).toBe(
    true,
  )
  expect(jar.take('all=2; Domain=cloud.example; Max-Age=60', 'https://api.cloud.example/')).toBe(true)

  expect(jar.headerFor('https://keystone.local/v3/auth')).toBe('sid=1')
  expect(jar.headerFor('http://keystone.local/v3/auth')).toBe('')
  expect(jar.headerFor('https://keystone.local/v2')).toBe('')
  expect(jar.headerFor('https://other.cloud.example/')).toBe('all=2')
  expect(jar.list()).toMatchObject([
    {
      name: 'sid',
      value: '1',
      domain: 'keystone.local',
      path: '/v3',
      isSecure: true,
      isHttpOnly: true,
      isHostOnly: true,
      sameSite: 'strict',
      expiresAtMs: null,
    },
    {
      name: 'all',
      domain: 'cloud.example',
      isHostOnly: false,
      sameSite: null,
      expiresAtMs: expect.any(Number),
    },
  ])
})

test.each([
  ['a=1; Domain=other.example', 'https://cloud.example/'],
  ['a=1; Domain=com', 'https://cloud.com/'],
  ['a=1; Secure', 'http://cloud.example/'],
  ['', 'https://cloud.example/'],
  ['\0=;;;', 'https://cloud.example/'],
])('refuses %j from %s', (setCookie, url) => {
  const jar = createCookieJar()

  expect(jar.take(setCookie, url)).toBe(false)

  expect(jar.list()).toEqual([])
})

test('makes the same jar of what it serialized, and an empty one of anything else', () => {
  const jar = createCookieJar()
  jar.take('a=1; Path=/x; HttpOnly; Max-Age=60', 'http://10.0.0.1:5000/x')
  jar.take('b=2; Max-Age=3600', 'http://10.0.0.1:5000/x')

  const again = createCookieJar(jar.serialize())

  expect(again.list()).toEqual(jar.list())
  expect(again.headerFor('http://10.0.0.1:5000/x')).toBe('a=1; b=2')
  for (const text of ['', 'null', '{}', '{"cookies":[null,1,{"__proto__":1}]}', '[]'])
    expect(createCookieJar(text).list()).toEqual([])
})

test('serializes what has a time of its own, and nothing where that is all there is not', () => {
  const jar = createCookieJar()
  jar.take('session=1', 'http://cloud.example/')
  expect(jar.serialize()).toBeNull()

  jar.take('lasting=2; Max-Age=3600', 'http://cloud.example/')

  expect(createCookieJar(jar.serialize()).headerFor('http://cloud.example/')).toBe('lasting=2')
})

test('ends a cookie when its server said, however often it is sent', () => {
  const jar = createCookieJar()
  jar.take('a=1; Max-Age=3600', 'http://cloud.example/')
  jar.take('far=1; Max-Age=99999999999999', 'http://cloud.example/')
  const [before] = jar.list()

  // What is sent notes when, in the cookie: the end must not follow that.
  expect(jar.headerFor('http://cloud.example/')).toBe('a=1; far=1')

  expect(jar.serialize()).not.toContain('maxAge')
  expect(jar.list()[0]).toEqual(before)
  jar.take('a=1; Max-Age=0', 'http://cloud.example/')
  expect(jar.list().map(({ name }) => name)).toEqual(['far'])
})

test('keeps neither a cookie that is too large nor more of one domain than browsers do', () => {
  const jar = createCookieJar()
  expect(jar.take(`big=${'x'.repeat(4096)}`, 'http://cloud.example/')).toBe(false)
  jar.take('other=1', 'http://other.example/')

  for (let index = 0; index < 200; index++) jar.take(`c${index}=1`, 'http://cloud.example/')

  const names = jar.list().map(({ name }) => name)
  expect(names).toHaveLength(181)
  expect(names).toEqual(expect.arrayContaining(['other', 'c20', 'c199']))
  expect(names).not.toContain('c19')
})

test('adds, changes and removes cookies by hand, and tells of each change', () => {
  let changes = 0
  const jar = createCookieJar(null, () => {
    changes += 1
  })
  const cookie = {
    name: 'a',
    value: '1',
    domain: 'cloud.example',
    path: '/',
    isSecure: false,
    isHttpOnly: false,
    isHostOnly: true,
    sameSite: null,
    expiresAtMs: null,
  }

  expect(jar.put(cookie)).toBeNull()
  expect(jar.put({ ...cookie, domain: '.Cloud.Example', value: '2' })).toBeNull()
  for (const [part, value] of [
    ['name', 'b\r\nX: y'],
    ['name', 'a b'],
    ['value', 'x; Domain=evil'],
    ['value', 'x\r\nX: y'],
    ['value', 'ảnh'],
    ['value', 'x'.repeat(4096)],
    ['domain', 'cloud.example:80'],
    ['domain', 'cloud.example/x'],
    ['domain', ''],
    ['path', 'x'],
    ['path', '/;x'],
  ] as const)
    expect(jar.put({ ...cookie, [part]: value })).toBe(part)
  expect(jar.headerFor('http://cloud.example/')).toBe('a=2')
  expect(jar.headerFor('http://sub.cloud.example/')).toBe('')
  jar.remove(cookie)
  expect(jar.list()).toEqual([])
  jar.put(cookie)
  jar.clear('other.example')
  expect(jar.list()).toHaveLength(1)
  jar.clear(null)

  expect(jar.list()).toEqual([])
  expect(changes).toBe(6)
})

test.each([
  ['cloud.example', true],
  ['keystone.local', true],
  ['10.0.0.1', true],
  ['::1', true],
  ['com', false],
  ['co.uk', false],
])('a cookie by hand for the hosts of %s: %s', (domain, isOne) => {
  const jar = createCookieJar()
  const facts = { isSecure: false, isHttpOnly: false, isHostOnly: false, sameSite: null, expiresAtMs: null }

  expect(jar.put({ name: 'a', value: '1', domain, path: '/', ...facts })).toBe(isOne ? null : 'domain')

  const host = domain.includes(':') ? `[${domain}]` : domain
  expect(jar.headerFor(`http://${host}/`)).toBe(isOne ? 'a=1' : '')
})

test('sends what a redirect set to the next hop, beside the cookies that a request names', async () => {
  const cookies: (string | undefined)[] = []
  const server = createServer((request, response) => {
    cookies.push(request.headers.cookie)
    if (request.url === '/in')
      response.writeHead(302, { location: '/home', 'set-cookie': ['sid=1; HttpOnly', 'own=jar'] }).end()
    else response.end('home')
  })
  const port = await listen(server)
  const engine = createHttpEngine()
  const request = trialRequest(`http://127.0.0.1:${port}/in`, {
    headers: [['Cookie', 'own=named']],
    cookies: createCookieJar(),
    redirects: { maxHops: 3, keepMethod: false, mayLoseTls: false },
  })

  const { text } = await runTrial(request, { ...engine, send: sendAsAsked(engine.send) })
  await engine.close()
  server.close()

  expect(text).toBe('home')
  expect(cookies).toEqual(['own=named', 'own=named; sid=1'])
})
