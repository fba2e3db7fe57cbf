import { cloudSettings, type CloudSettings } from '../../../../shared/model/cloud.ts'
import { CloudEntry } from './cloud-entry.ts'
import type { Setting } from './config-tree.ts'
import { readAuthScope, readUser } from './read-entry-auth.ts'
import { readInterface, readRegion, readTls } from './read-entry-options.ts'

type ReadCloud = Omit<CloudSettings, 'colour' | 'isProtected'> & { secret: string | null }

/** Turns one entry of `clouds:` into settings, or into the problems that forbid it. */
export function readCloudEntry(
  name: string,
  setting: Setting,
): { cloud: ReadCloud | null; problems: CloudEntry['problems'] } {
  const entry = new CloudEntry(name, setting)
  if (!refuseOtherKinds(entry)) return { cloud: null, problems: entry.problems }
  noteIgnored(entry)

  const regionName = readRegion(entry)
  const authUrl = entry
    .need('auth_url', 'the address of Keystone')
    ?.replaceAll('{region_name}', regionName ?? '')
  const settings = {
    name,
    authUrl,
    auth: { method: 'password', user: readUser(entry), scope: readAuthScope(entry) },
    regionName,
    interface: readInterface(entry),
    ...readTls(entry),
    clientCertFile: null,
    clientKeyFile: null,
    imageEndpoint: null,
  }
  const parsed = settingsOfFile.safeParse(settings)
  for (const { path } of parsed.error?.issues ?? []) {
    if (path[0] === 'name') entry.invalid('name', 'empty, or longer than 100 characters')
    if (path[0] === 'authUrl' && authUrl !== undefined)
      entry.invalid('auth_url', 'not an http or https address')
  }
  const secret = entry.text('password')
  const cloud = parsed.success && !entry.isBlocked ? { ...parsed.data, secret } : null
  return { cloud, problems: entry.problems }
}

const settingsOfFile = cloudSettings.omit({ colour: true, isProtected: true })

/** False when this is not a sign-in with a password, which is all that is supported. */
function refuseOtherKinds(entry: CloudEntry): boolean {
  const type = entry.text('auth_type') ?? 'password'
  if (type !== 'password' && type !== 'v3password') {
    entry.unsupported('auth_type', `“${type.slice(0, 60)}”: only a sign-in with a password is supported`)
  }
  for (const key of ['system_scope', 'trust_id'])
    if (entry.text(key) !== null) entry.unsupported(key, 'this scope is not supported')
  if (entry.text('identity_api_version')?.startsWith('2'))
    entry.unsupported('identity_api_version', 'only version 3 is supported')

  const credential = ['application_credential_id', 'application_credential_name'].find((key) =>
    entry.text(key),
  )
  if (credential && (type === 'password' || type === 'v3password')) {
    const detail = 'needs “auth_type: v3applicationcredential”, but the file asks for a password sign-in'
    if (entry.text('username') === null && entry.text('user_id') === null)
      entry.unsupported(credential, detail)
    else entry.ignored(credential, detail)
  }
  return !entry.isBlocked
}

const notUsed: readonly (readonly [string, string])[] = [
  ['cert', 'client certificates are not supported'],
  ['image_endpoint_override', 'the image endpoint is taken from the catalog'],
  ['auth_methods', 'only the password is sent'],
  ['passcode', 'only the password is sent'],
]

function noteIgnored(entry: CloudEntry): void {
  if (entry.text('profile') !== null)
    entry.note(
      'unsupported',
      'profile',
      'what the profile would add is not known; only what the file itself says is read',
    )
  for (const [key, detail] of notUsed) if (entry.has(key)) entry.ignored(key, detail)
  for (const key of entry.unknownAuthKeys()) entry.ignored(key, 'not a key that is known under “auth:”')
}
