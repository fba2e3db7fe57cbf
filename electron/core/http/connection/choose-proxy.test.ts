import { expect, test } from 'vitest'

import { chooseProxy } from './choose-proxy.ts'

const secure = { isTls: true, hostname: 'keystone.example', port: 5000 }
const plain = { ...secure, isTls: false }
const fixed = (url: string, noProxy = '') => ({ kind: 'fixed', url, noProxy }) as const
const inherited = { kind: 'environment' } as const

test.each([
  ['proxy:3128', { kind: 'http', hostname: 'proxy', port: 3128, url: 'http://proxy:3128' }],
  ['http://proxy', { kind: 'http', port: 80 }],
  ['https://proxy', { kind: 'https', port: 443 }],
  ['https://proxy:80', { kind: 'https', port: 80 }],
  ['socks://[::1]', { kind: 'socks5', hostname: '::1', port: 1080, url: 'socks5://[::1]:1080' }],
  ['SOCKS4A://proxy:9050/', { kind: 'socks4a', port: 9050 }],
  ['socks5h://proxy', { kind: 'socks5h' }],
])('reads %s', (url, proxy) => {
  expect(chooseProxy(secure, fixed(url), {})).toMatchObject({ ...proxy, source: 'request' })
})

test('keeps credentials out of what people see', () => {
  const proxy = chooseProxy(secure, fixed('http://us%40er:p%3Ass@proxy:3128'), {})

  expect(proxy?.credentials).toEqual({ user: 'us@er', password: 'p:ss' })
  expect(proxy?.url).toBe('http://proxy:3128')
})

test.each(['ftp://user:secret@proxy', 'http://', 'user:secret@', 'http://pro xy:80'])(
  'refuses %s without repeating its secret',
  (url) => {
    const choose = () => chooseProxy(secure, fixed(url), {})

    expect(choose).toThrow(expect.objectContaining({ code: 'PROXY_FAILED' }))
    expect(choose).not.toThrow(
      expect.objectContaining({ data: { proxy: expect.stringContaining('secret') } }),
    )
  },
)

test('goes straight to a host that is exempt, or without a proxy', () => {
  expect(chooseProxy(secure, fixed('proxy', 'example'), {})).toBeNull()
  expect(chooseProxy(secure, undefined, { HTTPS_PROXY: 'proxy' })).toBeNull()
  expect(chooseProxy(secure, inherited, {})).toBeNull()
  expect(chooseProxy(secure, inherited, { HTTPS_PROXY: 'p', NO_PROXY: '.example' })).toBeNull()
})

test('takes the proxy of the environment and says which variable named it', () => {
  const environment = { HTTP_PROXY: 'one', HTTPS_PROXY: 'two', all_proxy: 'socks5://three' }

  expect(chooseProxy(plain, inherited, environment)).toMatchObject({ hostname: 'one', source: 'HTTP_PROXY' })
  expect(chooseProxy(secure, inherited, environment)).toMatchObject({
    hostname: 'two',
    source: 'HTTPS_PROXY',
  })
  expect(chooseProxy(secure, inherited, { ...environment, HTTPS_PROXY: '' })).toMatchObject({
    hostname: 'three',
    source: 'all_proxy',
  })
  expect(chooseProxy(secure, inherited, { ...environment, https_proxy: 'small' })).toMatchObject({
    source: 'https_proxy',
  })
})
