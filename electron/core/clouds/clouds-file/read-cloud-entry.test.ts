import { homedir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import type { CloudsFileProblem } from '../../../../shared/model/cloud.ts'
import { type FoundCloud, readCloudsFile } from './read-clouds-file.ts'

const complete = {
  auth_url: 'https://identity.example.org/v3',
  username: 'demo',
  user_domain_name: 'Default',
  password: 'secret',
}

test.each<[string, object, object]>([
  [
    'project by id wins over its name',
    { project_id: 'p1', project_name: 'x' },
    { kind: 'project', project: { id: 'p1' } },
  ],
  [
    'project by name and domain name',
    { project_name: 'x', project_domain_name: 'D' },
    { kind: 'project', project: { name: 'x', domain: { name: 'D' } } },
  ],
  [
    'a domain by id wins over its name',
    { project_name: 'x', project_domain_name: 'D', project_domain_id: 'd' },
    { kind: 'project', project: { name: 'x', domain: { id: 'd' } } },
  ],
  [
    'the words of old files',
    { tenant_name: 'x', tenant_domain_id: 'd' },
    { kind: 'project', project: { name: 'x', domain: { id: 'd' } } },
  ],
  [
    'a bare domain is that of the project',
    { project_name: 'x', domain_id: 'd' },
    { kind: 'project', project: { name: 'x', domain: { id: 'd' } } },
  ],
  [
    'a default domain',
    { project_name: 'x', default_domain: 'd' },
    { kind: 'project', project: { name: 'x', domain: { id: 'd' } } },
  ],
  [
    'a bare domain without a project is the scope',
    { domain_name: 'D' },
    { kind: 'domain', domain: { name: 'D' } },
  ],
  ['nothing is the scope of the user', {}, { kind: 'default' }],
])('scope: %s', (_case, auth, scope) => {
  expect(one({ auth: { ...complete, ...auth } }).settings.auth).toMatchObject({ scope })
})

test('for project and domain what stands outside “auth:” wins, for the user what stands inside', () => {
  const { settings } = one({
    project_id: 'outside',
    username: 'outside',
    auth: { ...complete, project_id: 'inside' },
  })

  expect(settings).toMatchObject({ auth: { scope: { project: { id: 'outside' } }, user: { name: 'demo' } } })
})

test.each<[object, string | null]>([
  [{ region_name: 'north' }, 'north'],
  [{ region_name: 'north,south' }, 'north'],
  [{ region_name: ['north', 'south'] }, 'north'],
  [{ regions: ['north', 'south'] }, 'north'],
  [{ regions: [{ name: 'north' }] }, 'north'],
  [{}, null],
])('region: %j', (keys, regionName) => {
  expect(one({ auth: complete, ...keys }).settings.regionName).toBe(regionName)
})

test('puts the region into an auth URL that asks for it', () => {
  const auth = { ...complete, auth_url: 'https://{region_name}.example.org/v3' }

  expect(one({ auth, region_name: 'north' }).settings.authUrl).toBe('https://north.example.org/v3')
})

test.each<[object, string]>([
  [{ interface: 'internal' }, 'internal'],
  [{ endpoint_type: 'adminURL' }, 'admin'],
  [{ interface: 'public', image_interface: 'internal' }, 'internal'],
  [{}, 'public'],
])('interface: %j', (keys, expected) => {
  expect(one({ auth: complete, ...keys }).settings.interface).toBe(expected)
})

test.each<[object, boolean]>([
  [{ verify: false }, false],
  [{ verify: 'no' }, false],
  [{ insecure: true }, false],
  [{ verify: true }, true],
  [{}, true],
])('verification: %j', (keys, verifyTls) => {
  expect(one({ auth: complete, ...keys }).settings.verifyTls).toBe(verifyTls)
})

test('finds a CA file in the home folder, and says of a relative path that it is not read', () => {
  const relative = read(JSON.stringify({ clouds: { a: { auth: complete, cacert: 'ca.pem' } } }))

  expect(one({ auth: complete, cacert: '~/ca.pem' }).settings.caFile).toBe(join(homedir(), 'ca.pem'))
  expect(relative.clouds[0]!.settings.caFile).toBeNull()
  expect(relative.problems).toMatchObject([{ key: 'cacert', kind: 'ignored' }])
})

function one(entry: object): FoundCloud {
  const { clouds, problems } = read(JSON.stringify({ clouds: { a: entry } }))
  expect(problems).toEqual([])
  return clouds[0]!
}

function read(text: string): { clouds: FoundCloud[]; problems: CloudsFileProblem[] } {
  return readCloudsFile({ text, secureText: null }, [])
}
