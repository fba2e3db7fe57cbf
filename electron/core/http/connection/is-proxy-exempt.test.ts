import { expect, test } from 'vitest'

import { isProxyExempt } from './is-proxy-exempt.ts'

test.each([
  ['*', 'any.example', 443],
  ['cloud.example', 'cloud.example', 443],
  ['cloud.example', 'keystone.CLOUD.example.', 443],
  ['.cloud.example', 'keystone.cloud.example', 443],
  ['*.cloud.example', 'keystone.cloud.example', 443],
  ['a, cloud.example:5000', 'cloud.example', 5000],
  ['10.0.0.1', '10.0.0.1', 80],
  ['10.0.0.0/8', '10.200.3.4', 80],
  ['10.0.0.0/8:5000', '10.200.3.4', 5000],
  ['::1', '::1', 80],
  ['[fd00::1]:5000', 'fd00::1', 5000],
  ['fd00::/8', 'fd12::9', 80],
  ['localhost 127.0.0.1', 'localhost', 80],
])('%j exempts %s:%i', (list, hostname, port) => {
  expect(isProxyExempt(list, hostname, port)).toBe(true)
})

test.each([
  ['', 'cloud.example', 443],
  [' , ', 'cloud.example', 443],
  ['cloud.example', 'evilcloud.example', 443],
  ['cloud.example:5000', 'cloud.example', 443],
  ['10.0.0.0/8', '11.0.0.1', 80],
  ['10.0.0.0/8', '10.example', 80],
  ['10.0.0.0/99', '10.0.0.1', 80],
  ['10.0.0.0/', '10.0.0.1', 80],
  ['0.1', '10.0.0.1', 80],
  ['fd00::/8', 'fe80::1', 80],
  ['.', 'cloud.example', 443],
])('%j does not exempt %s:%i', (list, hostname, port) => {
  expect(isProxyExempt(list, hostname, port)).toBe(false)
})
