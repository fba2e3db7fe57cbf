import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { type FoundClouds, findClouds, type Machine } from './find-clouds.ts'

const never = new AbortController().signal
let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arclight-find-clouds-'))
})
afterEach(() => rm(dir, { recursive: true }))

test('of each kind of file the first is read, the folder one is in before that of the user', async () => {
  await put('home/.config/openstack/clouds.yaml', entry('user'))
  await put('cwd/clouds.yml', entry('here'))
  await put('home/.config/openstack/secure.yaml', 'clouds: { here: { auth: { password: kept } } }')

  const found = await find({})

  expect(found.clouds.map(({ settings, secret }) => [settings.name, secret])).toEqual([['here', 'kept']])
  expect(found.files).toEqual([
    { kind: 'clouds', path: join(dir, 'cwd/clouds.yml') },
    { kind: 'secure', path: join(dir, 'home/.config/openstack/secure.yaml') },
  ])
  expect(found.defaultName).toBe('here')
})

test('OS_CLIENT_CONFIG_FILE and OS_CLIENT_SECURE_FILE come first, and fall back to the usual places', async () => {
  await put('cwd/clouds.yaml', entry('here'))
  await put('other.yaml', entry('other'))
  await put('safe.yaml', 'clouds: { other: { auth: { password: kept } } }')
  const named = {
    OS_CLIENT_CONFIG_FILE: join(dir, 'other.yaml'),
    OS_CLIENT_SECURE_FILE: join(dir, 'safe.yaml'),
  }

  expect((await find(named)).clouds).toMatchObject([{ settings: { name: 'other' }, secret: 'kept' }])
  expect((await find({ OS_CLIENT_CONFIG_FILE: join(dir, 'gone.yaml') })).clouds).toMatchObject([
    { settings: { name: 'here' } },
  ])
})

test('reads JSON, and looks where XDG_CONFIG_HOME says', async () => {
  await put('xdg/openstack/clouds.json', JSON.stringify({ clouds: { a: { auth } } }))

  expect((await find({ XDG_CONFIG_HOME: join(dir, 'xdg') })).clouds).toHaveLength(1)
})

test('OS_* variables are a cloud of their own beside those of the file', async () => {
  await put('cwd/clouds.yaml', entry('here'))
  const env = {
    OS_AUTH_URL: 'https://env.example.org',
    OS_USERNAME: 'demo',
    OS_PASSWORD: 'p',
    OS_USER_DOMAIN_ID: 'default',
    OS_PROJECT_NAME: 'x',
    OS_PROJECT_DOMAIN_NAME: 'Default',
    OS_REGION_NAME: 'north',
  }
  const found = await find(env)

  expect(found.clouds.map(({ settings }) => settings.name)).toEqual(['here', 'envvars'])
  expect(found.clouds[1]).toMatchObject({
    settings: {
      authUrl: 'https://env.example.org',
      auth: {
        user: { name: 'demo', domain: { id: 'default' } },
        scope: { project: { name: 'x', domain: { name: 'Default' } } },
      },
      regionName: 'north',
    },
    secret: 'p',
  })
  expect(found.defaultName).toBe('envvars')
  expect((await find({ ...env, OS_CLOUD: 'here' })).defaultName).toBe('here')
})

test('variables that only choose are no cloud', async () => {
  await put('cwd/clouds.yaml', `${entry('a')}\n  b: { auth: { auth_url: "https://b", user_id: u } }`)

  const found = await find({ OS_CLOUD: 'a', OS_REGION_NAME: 'south', OS_TEST_PATH: 'x' })

  expect(found.clouds.map(({ settings }) => [settings.name, settings.regionName])).toEqual([
    ['a', 'south'],
    ['b', 'south'],
  ])
  expect((await find({})).defaultName).toBeNull()
})

test('a name that both a file and OS_CLOUD_NAME have is told, and the file keeps it', async () => {
  await put('cwd/clouds.yaml', entry('here'))

  const found = await find({ OS_CLOUD_NAME: 'here', OS_AUTH_URL: 'https://env.example.org' })

  expect(found.clouds.map(({ settings }) => settings.authUrl)).toEqual(['https://identity.example.org'])
  expect(found.problems).toMatchObject([
    { file: 'environment', cloudName: 'here', reason: 'name-of-environment', isBlocking: true },
  ])
})

test('takes profiles from clouds-public.yaml, and paths relative to where one is', async () => {
  await put('cwd/clouds.yaml', 'clouds: { a: { profile: acme, cacert: ca.pem, auth: { user_id: u } } }')
  await put('cwd/clouds-public.yaml', 'public-clouds: { acme: { auth: { auth_url: "https://acme" } } }')

  const [found] = (await find({})).clouds

  expect(found?.settings).toMatchObject({ authUrl: 'https://acme', caFile: join(dir, 'cwd/ca.pem') })
})

test('passes over what cannot be read, and says so', async () => {
  await mkdir(join(dir, 'cwd/clouds.yaml'), { recursive: true })
  await put('home/.config/openstack/clouds.yaml', entry('user'))

  const found = await find({})

  expect(found.clouds).toHaveLength(1)
  expect(found.problems).toMatchObject([
    { file: 'clouds', key: join(dir, 'cwd/clouds.yaml'), reason: 'unreadable', isBlocking: false },
  ])
})

test('finds nothing where there is nothing', async () => {
  expect(await find({})).toEqual({ clouds: [], problems: [], files: [], defaultName: null })
})

const auth = { auth_url: 'https://identity.example.org', user_id: 'u1' }

function entry(name: string): string {
  return `clouds:\n  ${name}: { auth: { auth_url: "https://identity.example.org", user_id: u1 } }`
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true })
  await writeFile(join(dir, path), text)
}

function find(env: Machine['env']): Promise<FoundClouds> {
  const site = { XDG_CONFIG_DIRS: join(dir, 'site') }
  return findClouds(
    { env: { ...site, ...env }, cwd: join(dir, 'cwd'), home: join(dir, 'home'), platform: 'linux' },
    never,
  )
}
