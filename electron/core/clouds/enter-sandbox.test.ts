import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { type Sandbox, startSandbox } from '../sandbox/start-sandbox.ts'
import { type CloudsUnderTest, openCloudsUnderTest } from './clouds-under-test.ts'

let dir: string
let sandbox: Sandbox | null
let house: CloudsUnderTest

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-sandbox-'))
  sandbox = null
  house = await openCloudsUnderTest(async (asked) => (sandbox ??= await startSandbox({ dir }, asked)))
})
afterEach(async () => {
  await house.close()
  await sandbox?.close()
  await rm(dir, { recursive: true })
})

test('starts the sandbox, adds it and signs in to it', async () => {
  const cloud = await house.clouds.startSandbox(signal())

  expect(cloud).toMatchObject({
    origin: 'sandbox',
    hasSecret: true,
    settings: { name: 'Sandbox', authUrl: sandbox!.identityUrl },
    session: { state: 'signed-in', project: sandbox!.project, imageEndpoint: sandbox!.imageUrl },
  })
})

test('is the same cloud on its new port after a restart, with what was chosen for it', async () => {
  const first = await house.clouds.startSandbox(signal())
  const settings = { ...first.settings, name: 'Playground', colour: 'pink', isProtected: true } as const
  await house.clouds.update({ cloudId: first.id, settings, secret: null }, signal())
  await sandbox!.close()
  sandbox = null
  await house.reopen()

  const again = await house.clouds.startSandbox(signal())

  expect(again).toMatchObject({
    id: first.id,
    settings: { name: 'Playground', colour: 'pink', isProtected: true, authUrl: sandbox!.identityUrl },
    session: { state: 'signed-in' },
  })
  expect(await house.clouds.list(signal())).toHaveLength(1)
})

test('starting it twice keeps the session', async () => {
  const first = await house.clouds.startSandbox(signal())

  expect(await house.clouds.startSandbox(signal())).toEqual(first)
})

test('signing in to it by hand starts it', async () => {
  const { id } = await house.clouds.startSandbox(signal())
  await house.clouds.signOut(id, signal())
  await sandbox!.close()
  sandbox = null

  const cloud = await house.clouds.signIn(
    { cloudId: id, secret: null, passcode: null, isKept: false },
    signal(),
  )

  expect(cloud.session.state).toBe('signed-in')
})

test('takes another name when its own is taken', async () => {
  await house.clouds.add({ settings: house.settings({ name: 'Sandbox' }), secret: null }, signal())

  expect((await house.clouds.startSandbox(signal())).settings.name).toBe('Sandbox 2')
})

function signal(): AbortSignal {
  return new AbortController().signal
}
