import { expect, test } from 'vitest'

import { readFlags } from './flags.ts'

const home = '/home/operator'

test('takes any free port, and the operator’s own folders', () => {
  expect(readFlags([], { home, xdgDataHome: undefined })).toEqual({
    port: 0,
    dataDir: '/home/operator/.local/share/arclight',
    downloadsDir: '/home/operator/Downloads',
    idleMs: 12 * 3600_000,
    remote: null,
  })
})

test('keeps data where XDG_DATA_HOME says, if it says an absolute path', () => {
  expect(readFlags([], { home, xdgDataHome: '/data' })?.dataDir).toBe('/data/arclight')
  expect(readFlags([], { home, xdgDataHome: 'data' })?.dataDir).toBe('/home/operator/.local/share/arclight')
})

test('takes what it is told', () => {
  const flags = ['--port', '8080', '--data-dir', '/a', '--downloads-dir', '/b']

  expect(readFlags(flags)).toMatchObject({ port: 8080, dataDir: '/a', downloadsDir: '/b' })
  expect(readFlags(['--idle-lock', '0.5'])?.idleMs).toBe(1800_000)
  expect(readFlags(['--host', '10.0.0.7', '--tls-cert', '/c', '--tls-key', '/k'])?.remote).toEqual({
    host: '10.0.0.7',
    certFile: '/c',
    keyFile: '/k',
  })
})

test.each([
  [['--port', '99999'], '--port 99999 is not a port'],
  [['--port', '-1'], '--port'],
  [['--port', 'http'], '--port http is not a port'],
  [['--port', ''], '--port  is not a port'],
  [['--prot', '80'], "Unknown option '--prot'"],
  [['--idle-lock', '0'], '--idle-lock 0 is not'],
  [['--idle-lock', 'never'], '--idle-lock never is not'],
  [['--host', '0.0.0.0'], '--host needs --tls-cert and --tls-key'],
  [['--host', '127.0.0.1', '--tls-cert', 'c'], '--host needs --tls-cert and --tls-key'],
  [['--tls-key', 'k'], 'are for --host'],
  [['80'], 'Unexpected argument'],
])('refuses %j in a sentence', (flags, sentence) => {
  expect(() => readFlags(flags)).toThrow(sentence)
})

test('asks for nothing when help is wanted', () => {
  expect(readFlags(['--help'])).toBeNull()
})
