import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import type { CloudSettings } from '../../../../shared/model/cloud.ts'
import { findClouds } from './find-clouds.ts'

/** The openstacksdk of the system's packages, which the real cloud of `npm run test:cloud` brings along. */
const python = '/usr/bin/python3'
const isThere = existsSync('/usr/lib/python3/dist-packages/openstack/config/loader.py')

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-sdk-'))
})
afterEach(() => rm(dir, { recursive: true }))

describe.skipIf(!isThere)('beside openstacksdk', () => {
  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    [
      'deep merge, profile and regions',
      {
        'clouds.yaml': `
clouds:
  a:
    profile: acme
    auth: { username: demo, project-name: x, user_domain_name: Default, project_domain_name: Default }
    regions: [north, { name: south, values: { interface: internal } }]
    verify: false
`,
        'secure.yaml': 'clouds: { a: { auth: { password: kept } } }',
        'clouds-public.yaml':
          'public-clouds: { acme: { auth: { auth_url: "https://{region_name}.example.org/v3" } } }',
      },
      {},
      'a',
    ],
    [
      'what stands outside auth, and old words',
      {
        'clouds.yml': `
clouds:
  b:
    project_name: outside
    endpoint_type: internalURL
    interface: admin
    auth:
      auth_url: https://b.example.org
      user_id: u1
      tenant_name: inside
      domain_id: d1
      project_domain_name: P
      password: "007"
`,
      },
      {},
      'b',
    ],
    [
      'the environment',
      {},
      {
        OS_AUTH_URL: 'https://env.example.org',
        OS_USERNAME: 'demo',
        OS_PASSWORD: 'p w',
        OS_USER_DOMAIN_NAME: 'Default',
        OS_PROJECT_ID: 'p1',
        OS_REGION_NAME: 'west',
        OS_INTERFACE: 'admin',
      },
      'envvars',
    ],
    [
      'an application credential',
      {
        'clouds.json': JSON.stringify({
          clouds: {
            c: {
              auth_type: 'v3applicationcredential',
              auth: {
                auth_url: 'https://c.example.org/v3',
                application_credential_id: 'a1',
                application_credential_secret: 's',
              },
              cacert: '/etc/c.pem',
            },
          },
        }),
      },
      {},
      'c',
    ],
  ])('%s', async (_what, files, env, name) => {
    for (const [file, text] of Object.entries(files)) await writeFile(join(dir, file), text)

    const told = await askSdk(env, name)
    const found = await findClouds(
      { env, cwd: dir, home: dir, platform: 'linux' },
      AbortSignal.timeout(10_000),
    )
    const cloud = found.clouds.find(({ settings }) => settings.name === name)!

    expect(found.defaultName).toBe(told.defaultName)
    expect(inItsWords(cloud.settings, cloud.secret)).toEqual(told.cloud)
  })
})

/** The parts of a CloudRegion that decide how the cloud is entered. */
const script = `
import json, sys
from openstack.config import OpenStackConfig
c = OpenStackConfig()
r = c.get_one(cloud=sys.argv[1], validate=False)
a = {**{k: v for k, v in r.config.items() if isinstance(v, str)}, **r.config['auth']}
keys = ['auth_url', 'username', 'user_id', 'user_domain_id', 'project_id', 'project_name',
        'project_domain_id', 'application_credential_id']
cloud = {k: a[k] for k in keys if a.get(k)}
for kind in ('user', 'project'):
    name = kind + '_domain_name'
    if a.get(name) and not a.get(kind + '_domain_id') and not a.get(kind + '_id'):
        cloud[name] = a[name]
if a.get('project_id'): cloud.pop('project_domain_id', None)
if a.get('user_id'): cloud.pop('user_domain_id', None)
cloud['secret'] = a.get('password') or a.get('application_credential_secret')
cloud['region'] = r.region_name or None
cloud['interface'] = r.get_interface('image').replace('URL', '')
cloud['verify'] = r.config.get('verify', True)
cloud['cacert'] = r.config.get('cacert')
print(json.dumps({'cloud': cloud, 'defaultName': c.default_cloud}))
`

async function askSdk(env: Record<string, string>, name: string) {
  const { stdout } = await promisify(execFile)(python, ['-W', 'ignore', '-c', script, name], {
    cwd: dir,
    env: { HOME: dir, PATH: '/usr/bin:/bin', ...env },
  })
  return JSON.parse(stdout) as { cloud: Record<string, unknown>; defaultName: string }
}

function inItsWords(settings: CloudSettings, secret: string | null): Record<string, unknown> {
  const { auth } = settings
  const user = 'user' in auth ? refInItsWords('user', auth.user) : {}
  const scope = 'scope' in auth ? auth.scope : null
  const project = scope?.kind === 'project' ? refInItsWords('project', scope.project) : {}
  const credential =
    auth.method === 'application-credential' && 'id' in auth.credential ? auth.credential.id : null
  return {
    auth_url: settings.authUrl,
    ...user,
    ...project,
    ...(credential === null ? {} : { application_credential_id: credential }),
    secret,
    region: settings.regionName,
    interface: settings.interface,
    verify: settings.verifyTls,
    cacert: settings.caFile,
  }
}

type Ref = { id: string } | { name: string; domain: { id: string } | { name: string } }

function refInItsWords(kind: 'user' | 'project', ref: Ref): Record<string, string> {
  if ('id' in ref) return { [`${kind}_id`]: ref.id }
  const [[what, value]] = Object.entries(ref.domain) as [[string, string]]
  return { [kind === 'user' ? 'username' : 'project_name']: ref.name, [`${kind}_domain_${what}`]: value }
}
