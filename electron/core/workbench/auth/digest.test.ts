import { expect, test } from 'vitest'

import { digestAuthorization, readChallenge } from './digest.ts'

const rest =
  'realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
const input = {
  username: 'Mufasa',
  password: 'Circle of Life',
  method: 'GET',
  target: '/dir/index.html',
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
}

test('meets the challenges of RFC 7616 section 3.9.1', () => {
  expect(responseTo(`Digest algorithm=MD5, ${rest}`)).toBe('8ca523f5e9506fed4657c9700eebdbec')
  expect(responseTo(`Digest algorithm=SHA-256, ${rest}`)).toBe(
    '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
  )
})

test('takes the strongest of several challenges, in one header or in many', () => {
  const one = readChallenge([
    `Basic realm="a, Digest b", Digest algorithm=MD5, ${rest}, digest ALGORITHM=sha-256, ${rest}`,
  ])
  const many = readChallenge([
    `Digest algorithm=MD5, ${rest}`,
    'Negotiate',
    `Digest algorithm=SHA-256, ${rest}`,
  ])

  expect(one?.algorithm).toBe('SHA-256')
  expect(many?.algorithm).toBe('SHA-256')
})

test('leaves alone what it cannot meet', () => {
  for (const value of [
    'Basic realm="x"',
    `Digest algorithm=SHA-512-256, ${rest}`,
    'Digest realm="x", nonce="n", qop="auth-int"',
    'Digest realm="x"',
    `Digest algorithm=MD5, ${rest}, x="${'y'.repeat(9000)}"`,
  ])
    expect(readChallenge([value])).toBeNull()
})

test('hides the user name where the server asks for it, and writes one that is not ASCII as RFC 8187 says', () => {
  const hashed = readChallenge([`Digest algorithm=MD5, ${rest}, userhash=true`])
  const plain = readChallenge([`Digest algorithm=MD5, ${rest}`])
  if (!hashed || !plain) throw new Error('no challenge')

  expect(digestAuthorization(hashed, input)).toMatch(/username="[\da-f]{32}".*userhash=true/)
  expect(digestAuthorization(plain, { ...input, username: 'Jäsøn Doe' })).toContain(
    "username*=UTF-8''J%C3%A4s%C3%B8n%20Doe",
  )
})

function responseTo(header: string): string | undefined {
  const challenge = readChallenge([header])
  return challenge ? /response="(\w+)"/.exec(digestAuthorization(challenge, input))?.[1] : undefined
}
