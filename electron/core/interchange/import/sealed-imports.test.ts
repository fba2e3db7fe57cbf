import { execFileSync } from 'node:child_process'
import { createCipheriv, createHash } from 'node:crypto'

import { expect, test } from 'vitest'

import { encryptArc } from './arc/arc-cipher.ts'
import { importReport } from './import-report.ts'
import { samples } from './import-samples.ts'
import { readImport } from './read-import.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const read = (text: string, passphrase: string | null = null) =>
  readImport({ name: 'file', bytes: bytesOf(text) }, passphrase)
const reportOf = (text: string) => importReport(read(text))
const reasonOf = (bytes: Uint8Array, passphrase: string | null = null) => {
  try {
    readImport({ name: 'file', bytes }, passphrase)
    return null
  } catch (error) {
    return (error as { data?: { reason?: string } }).data?.reason
  }
}

test('opens an encrypted export with its passphrase alone', () => {
  const sealed = encryptArc(samples.arc, 'pass phrase')

  expect(importReport(read(sealed, 'pass phrase'))).toEqual(reportOf(samples.arc))
  expect(reasonOf(bytesOf(sealed))).toBe('passphrase-needed')
  expect(reasonOf(bytesOf(sealed), 'another')).toBe('passphrase-wrong')
  expect(reasonOf(bytesOf('aes\nbm90IHNhbHRlZA=='), 'x')).toBe('passphrase-wrong')
})

test('seals as OpenSSL and CryptoJS do', () => {
  const salt = Buffer.from('12345678')
  const rounds = [Buffer.alloc(0)]
  for (let count = 0; count < 3; count += 1) {
    rounds.push(
      createHash('md5')
        .update(Buffer.concat([rounds.at(-1) ?? salt, Buffer.from('pw'), salt]))
        .digest(),
    )
  }
  const made = Buffer.concat(rounds)
  const cipher = createCipheriv('aes-256-cbc', made.subarray(0, 32), made.subarray(32, 48))
  const sealed = Buffer.concat([Buffer.from('Salted__'), salt, cipher.update(samples.arcOld), cipher.final()])

  expect(importReport(read(`aes\n${sealed.toString('base64')}`, 'pw'))).toEqual(reportOf(samples.arcOld))
})

test.skipIf(!hasOpenssl())('opens what openssl seals', () => {
  const sealed = execFileSync(
    'openssl',
    ['enc', '-aes-256-cbc', '-md', 'md5', '-base64', '-A', '-pass', 'pass:pw'],
    {
      input: samples.arcOld,
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  )

  expect(importReport(read(`aes\n${sealed.toString()}`, 'pw'))).toEqual(reportOf(samples.arcOld))
})

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
