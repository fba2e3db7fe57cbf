import { afterEach, beforeEach, expect, test } from 'vitest'

import type { CloudAuth } from '../../../shared/model/cloud-auth.ts'
import { type CloudsUnderTest, openCloudsUnderTest, password, scoped } from './clouds-under-test.ts'

const tokensPath = '/v3/auth/tokens'
const onProject = { kind: 'project', project: { id: 'p1' } } as const
const withPasscode: CloudAuth = { ...scoped(onProject), method: 'password-and-totp' } as CloudAuth
let house: CloudsUnderTest

beforeEach(async () => {
  house = await openCloudsUnderTest()
})
afterEach(() => house.close())

test('a passcode that Keystone asks for afterwards completes the sign-in, and the password is kept then', async () => {
  house.keystone.passcode = '123456'
  const id = await add(scoped(onProject), null)

  const first = signIn(id, { secret: password })
  await expect(first).rejects.toMatchObject({ code: 'FACTOR_NEEDED', data: { methods: ['totp'] } })
  const keptTooEarly = await house.keptSecret(id)
  const cloud = await signIn(id, { passcode: '123456' })

  expect(keptTooEarly).toBeNull()
  expect(cloud).toMatchObject({
    hasSecret: true,
    session: { state: 'signed-in', project: { id: 'p1' }, isRenewable: false },
  })
  expect(house.keystone.calls.at(-1)).toMatchObject({ receipt: 'gAAAAAreceipt' })
  expect(await house.keptSecret(id)).toBe(password)
})

test('a wrong passcode leaves the receipt as it is: the next one is tried with it', async () => {
  house.keystone.passcode = '123456'
  const id = await add(scoped(onProject), null)
  await signIn(id, { secret: password }).catch(() => null)

  await expect(signIn(id, { passcode: '000000' })).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  const cloud = await signIn(id, { passcode: '123456' })

  expect(cloud.session.state).toBe('signed-in')
})

test('a receipt that has ended is not sent: the password is asked for again', async () => {
  house.keystone.passcode = '123456'
  const id = await add(scoped(onProject), null)
  await signIn(id, { secret: password }).catch(() => null)
  house.clock.aheadMs = 300_001

  await expect(signIn(id, { passcode: '123456' })).rejects.toMatchObject({ code: 'SECRET_NEEDED' })
  expect(house.keystone.countOf('POST', tokensPath)).toBe(1)
})

test('password and passcode go in one request where the settings say so, and the passcode is asked for', async () => {
  house.keystone.passcode = '123456'
  const id = await add(withPasscode, password)

  await expect(signIn(id, {})).rejects.toMatchObject({ code: 'FACTOR_NEEDED' })
  await signIn(id, { passcode: '123456' })

  expect(house.keystone.countOf('POST', tokensPath)).toBe(1)
})

test('a session by passcode switches projects with its token, and ends when the token does', async () => {
  house.keystone.passcode = '123456'
  const id = await add(withPasscode, password)
  await signIn(id, { passcode: '123456' })

  const switched = await house.clouds.switchScope(
    { cloudId: id, scope: { kind: 'project', projectId: 'p2' } },
    signal(),
  )
  const order = house.keystone.calls.findLast(({ method }) => method === 'POST')?.json
  house.clock.aheadMs = 3_600_001
  const late = house.access.imageService(id, signal())

  expect(switched).toMatchObject({
    settings: { auth: { method: 'password-and-totp', scope: { project: { id: 'p2' } } } },
    session: { project: { id: 'p2' } },
  })
  expect(order).toMatchObject({ auth: { identity: { methods: ['token'] } } })
  await expect(late).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  expect((await house.clouds.list(signal()))[0]?.session.state).toBe('signed-out')
})

test('enters by a token that was got elsewhere, which it does not revoke', async () => {
  house.keystone.tokens.add('given')
  const id = await add({ method: 'token', scope: onProject }, 'given')

  const cloud = await signIn(id, {})
  await house.clouds.signOut(id, signal())

  expect(cloud.session).toMatchObject({ project: { id: 'p1' }, isRenewable: false })
  expect(house.keystone.tokens).toEqual(new Set(['given']))
})

test('an application credential renews itself, and stays in its project', async () => {
  const id = await add({ method: 'application-credential', credential: { id: 'a1' } }, password)
  const cloud = await signIn(id, {})

  await expect(
    house.clouds.switchScope({ cloudId: id, scope: { kind: 'project', projectId: 'p2' } }, signal()),
  ).rejects.toMatchObject({
    code: 'SCOPE_FIXED',
    data: { cloudName: 'north' },
  })
  expect(cloud.session).toMatchObject({ isRenewable: true })
})

async function add(auth: CloudAuth, secret: string | null): Promise<string> {
  return (await house.clouds.add({ settings: house.settings({ auth }), secret }, signal())).id
}

function signIn(cloudId: string, typed: { secret?: string; passcode?: string }) {
  const { secret = null, passcode = null } = typed
  return house.clouds.signIn({ cloudId, secret, passcode, isKept: true }, signal())
}

function signal(): AbortSignal {
  return new AbortController().signal
}
