import { createHmac, randomBytes } from 'node:crypto'

import type { Page } from '@playwright/test'

import { readRealCloud } from './real-cloud.ts'
import { servicesAs } from './real-services.ts'
import { expect, test } from './served-app.ts'

const cloud = readRealCloud()
const { admin, demo, other } = cloud.users
const inDefault = { user_domain_name: 'Default', project_domain_name: 'Default' }
type Auth = Readonly<Record<string, string>>

test('each way to sign in and each scope that Keystone knows comes from clouds.yaml and works', async ({
  opened: page,
}) => {
  test.setTimeout(180_000)
  const services = await servicesAs(cloud, demo)
  const { id: userId } = services.user
  const credentials = `/users/${userId}/application_credentials`
  const name = `arclight-${crypto.randomUUID()}`
  const { application_credential: made } = await services.identity<{
    application_credential: { id: string; secret: string }
  }>('POST', credentials, { application_credential: { name } })
  const { trust } = await services.identity<{ trust: { id: string } }>('POST', '/OS-TRUST/trusts', {
    trust: {
      trustor_user_id: userId,
      trustee_user_id: (await servicesAs(cloud, other)).user.id,
      project_id: demo.project.id,
      impersonation: false,
      roles: [{ name: 'member' }],
    },
  })
  const ofDemo = { username: demo.name, user_domain_name: 'Default' }
  const asCredential = { auth_type: 'v3applicationcredential' }

  await importClouds(page, {
    'by id': [{ user_id: userId, project_id: demo.project.id }, { password: demo.password }],
    'credential by id': [{ application_credential_id: made.id }, secretOf(made), asCredential],
    'credential by name': [{ ...ofDemo, application_credential_name: name }, secretOf(made), asCredential],
    'by token': [{ project_id: demo.project.id }, { token: services.token }, { auth_type: 'v3token' }],
    'by trust': [
      { username: other.name, user_domain_name: 'Default', trust_id: trust.id },
      { password: other.password },
    ],
    'no scope': [ofDemo, { password: demo.password }],
    'the domain': [
      { username: admin.name, user_domain_name: 'Default', domain_name: 'Default' },
      { password: admin.password },
    ],
    'the system': [
      { username: admin.name, user_domain_name: 'Default', system_scope: 'all' },
      { password: admin.password },
    ],
  })
  const inProject = `project${demo.project.name}(${demo.project.id})`
  for (const [cloudName, user, scope] of [
    ['by id', demo.name, inProject],
    ['credential by id', demo.name, inProject],
    ['credential by name', demo.name, inProject],
    ['by token', demo.name, inProject],
    ['by trust', other.name, `by a trust, on${demo.project.name}(${demo.project.id})`],
    ['no scope', demo.name, 'unscoped'],
    ['the domain', admin.name, 'domainDefault'],
    ['the system', admin.name, 'the whole system'],
  ] as const) {
    const detail = page.getByRole('region', { name: cloudName, exact: true })
    await page
      .getByRole('main')
      .getByRole('button', { name: new RegExp(`^${cloudName}`) })
      .click()
    await detail.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(detail.getByRole('heading', { name: 'Session' })).toBeVisible()
    await expect(factOf(detail, 'User')).toContainText(user)
    await expect(factOf(detail, 'Scope')).toContainText(scope)
  }
  await services.identity('DELETE', `/OS-TRUST/trusts/${trust.id}`)
  await services.identity('DELETE', `${credentials}/${made.id}`)
})

test('Keystone asks a user of two factors for the passcode, and takes it with the receipt', async ({
  opened: page,
}) => {
  test.setTimeout(120_000)
  const services = await servicesAs(cloud, admin)
  const [name, password] = [`two-${crypto.randomUUID()}`, crypto.randomUUID()]
  const options = { multi_factor_auth_enabled: true, multi_factor_auth_rules: [['password', 'totp']] }
  const { user } = await services.identity<{ user: { id: string } }>('POST', '/users', {
    user: { name, password, domain_id: 'default', options },
  })
  const { roles } = await services.identity<{ roles: { id: string }[] }>('GET', '/roles?name=member')
  await services.identity('PUT', `/projects/${demo.project.id}/users/${user.id}/roles/${roles[0]?.id}`)
  const key = randomBytes(20)
  const { credential } = await services.identity<{ credential: { id: string } }>('POST', '/credentials', {
    credential: { type: 'totp', blob: base32(key), user_id: user.id },
  })

  await importClouds(page, {
    guarded: [{ username: name, project_name: demo.project.name, ...inDefault }, { password }],
  })
  const detail = page.getByRole('region', { name: 'guarded' })
  await detail.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('This user needs a passcode as well.')).toBeVisible()
  const passcode = page.getByRole('textbox', { name: 'Passcode' })
  await passcode.fill('000000')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('does not accept')
  await passcode.fill(passcodeOf(key))
  await page.keyboard.press('Enter')

  await expect(detail.getByRole('heading', { name: 'Session' })).toBeVisible()
  await expect(factOf(detail, 'User')).toContainText(name)
  await services.identity('DELETE', `/credentials/${credential.id}`)
  await services.identity('DELETE', `/users/${user.id}`)
})

/** Each cloud by its name: what stands in clouds.yaml under `auth`, in secure.yaml, and beside `auth`. */
async function importClouds(
  page: Page,
  clouds: Readonly<Record<string, readonly [auth: Auth, secret: Auth, beside?: Auth]>>,
): Promise<void> {
  const open = Object.entries(clouds).map(([name, [auth, , beside]]) => [
    name,
    { ...beside, auth: { auth_url: cloud.identityUrl, ...auth }, region_name: cloud.regionName },
  ])
  const secure = Object.entries(clouds).map(([name, [, secret]]) => [name, { auth: secret }])
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page.getByRole('button', { name: 'Import clouds.yaml' }).click()
  const dialog = page.getByRole('dialog')
  // Whatever is JSON is YAML.
  await dialog.getByRole('textbox', { name: 'clouds.yaml' }).fill(asFile(open))
  await dialog.getByRole('textbox', { name: 'secure.yaml' }).fill(asFile(secure))
  await dialog.getByRole('button', { name: 'Read', exact: true }).click()
  await dialog.getByRole('button', { name: /^Import \d+ cloud/ }).click()
  await expect(dialog).toHaveCount(0)
}

function asFile(clouds: readonly unknown[][]): string {
  return JSON.stringify({ clouds: Object.fromEntries(clouds as [string, unknown][]) })
}

function secretOf({ secret }: { secret: string }): Auth {
  return { application_credential_secret: secret }
}

function factOf(detail: ReturnType<Page['getByRole']>, label: string) {
  return detail.getByRole('term').filter({ hasText: label }).locator('+ *').first()
}

/** RFC 4648, section 6; Keystone keeps the key of a passcode so. */
function base32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('')
}

/** RFC 6238, with steps of half a minute and six digits. */
function passcodeOf(key: Buffer): string {
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', key).update(step).digest()
  const at = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}
