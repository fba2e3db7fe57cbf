import { readRealCloud, signInByImport } from './real-cloud.ts'
import { requestPane } from './request-pane.ts'
import { test } from './served-app.ts'

const cloud = readRealCloud()

type CallRow = readonly [method: string, path: string, status: number, body?: object]

const schemas = ['image', 'images', 'member', 'members', 'task', 'tasks']
const metadefSchemas = ['namespace', 'resource_type', 'property', 'object', 'tag']

// What the images' half of the page asks by itself, and what only an administrator asks now and then: by hand.
const discovery: readonly CallRow[] = [
  ['GET', 'identity/', 300],
  ['GET', 'identity/v3', 200],
  ['GET', 'image/', 300],
  ['GET', 'image/versions', 200],
  ...schemas.map((name): CallRow => ['GET', `image/v2/schemas/${name}`, 200]),
  ...metadefSchemas.map((name): CallRow => ['GET', `image/v2/schemas/metadefs/${name}`, 200]),
]

const identity: readonly CallRow[] = [
  ['GET', 'identity/v3/auth/tokens', 200],
  ['HEAD', 'identity/v3/auth/tokens', 200],
  ['GET', 'identity/v3/auth/catalog', 200],
  ['GET', 'identity/v3/auth/projects', 200],
  ['GET', 'identity/v3/auth/domains', 200],
  ['GET', 'identity/v3/auth/system', 200],
]

const service: readonly CallRow[] = [
  ['GET', 'image/v2/info/import', 200],
  ['GET', 'image/v2/info/stores', 200],
  ['GET', 'image/v2/info/stores/detail', 200],
  ['GET', 'image/v2/info/usage', 200],
  ['GET', 'image/v2/tasks?limit=1', 200],
  ['GET', 'image/v2/cache', 200],
]

const lists: readonly CallRow[] = [
  ['GET', 'image/v2/images?limit=1&sort=name:asc,size:desc', 200],
  ['GET', 'image/v2/images?limit=1&visibility=all&os_hidden=true&member_status=all', 200],
  [
    'GET',
    'image/v2/images?limit=1&tag=a&tag=b&size_min=1&size_max=9&created_at=gt:2020-01-01T00:00:00Z',
    200,
  ],
  ['GET', 'image/v2/images?limit=1&name=in:a,b&protected=true', 200],
  ['GET', 'image/v2/images?protected=TRUE', 400],
  ['GET', 'image/v2/images?limit=-1', 400],
  ['GET', 'image/v2/images?sort=name:asc&sort_key=size', 400],
  ['GET', `image/v2/images?marker=${crypto.randomUUID()}`, 400],
  ['GET', 'image/v2/images?changes-since=2020-01-01', 400],
]

function metadefs(): CallRow[] {
  const namespace = `Arclight${crypto.randomUUID().slice(0, 8)}`
  const all = 'image/v2/metadefs/namespaces'
  const one = `${all}/${namespace}`
  return [
    ['POST', all, 201, { namespace, visibility: 'private' }],
    ['POST', all, 409, { namespace, visibility: 'private' }],
    ['GET', `${all}?visibility=private`, 200],
    ['PUT', one, 200, { namespace, visibility: 'private', description: 'd' }],
    ['POST', `${one}/properties`, 201, { name: 'p', title: 'P', type: 'string' }],
    ['GET', `${one}/properties/p`, 200],
    ['PUT', `${one}/properties/p`, 200, { name: 'p', title: 'Q', type: 'string' }],
    ['DELETE', `${one}/properties/p`, 204],
    ['POST', `${one}/objects`, 201, { name: 'o' }],
    ['GET', `${one}/objects/o`, 200],
    ['PUT', `${one}/objects/o`, 200, { name: 'o', description: 'd' }],
    ['DELETE', `${one}/objects/o`, 204],
    ['POST', `${one}/tags/t`, 201],
    ['GET', `${one}/tags`, 200],
    ['DELETE', `${one}/tags/t`, 204],
    ['GET', 'image/v2/metadefs/resource_types', 200],
    ['POST', `${one}/resource_types`, 201, { name: 'OS::Glance::Image', prefix: 'hw_' }],
    ['GET', `${one}/resource_types`, 200],
    ['DELETE', `${one}/resource_types/OS::Glance::Image`, 204],
    ['DELETE', one, 204],
  ]
}

const groups: readonly (readonly [name: string, rows: () => readonly CallRow[]])[] = [
  ['versions and schemas', () => discovery],
  ['tokens and what they open', () => identity],
  ['what the service has', () => service],
  ['lists, and what a list refuses', () => lists],
  ['metadata definitions', metadefs],
]

for (const [name, rows] of groups) {
  test(`requests sent by hand to a real cloud: ${name}`, async ({ opened: page }) => {
    test.setTimeout(180_000)
    await signInByImport(page, cloud, cloud.users.admin)
    const pane = requestPane(page)
    await pane.open()
    await pane.choose('1 Get token')
    for (const [method, path, status, body] of rows()) {
      await pane.pasteCurl(asCurl(method, path, body))
      await pane.sendAndExpect(status)
    }
  })
}

function asCurl(method: string, path: string, body: object | undefined): string {
  const url = path.replace(/^(image|identity)/, '{{cloud.$1}}')
  const subject = path.endsWith('/auth/tokens') ? ` -H 'X-Subject-Token: {{cloud.token}}'` : ''
  const data = body ? ` -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'` : ''
  const verb = method === 'HEAD' ? '-I' : `-X ${method}`
  return `curl ${verb} -H 'X-Auth-Token: {{cloud.token}}'${subject}${data} '${url}'`
}
