import { readRealCloud, signInByImport } from './real-cloud.ts'
import { requestPane } from './request-pane.ts'
import { test } from './served-app.ts'

const cloud = readRealCloud()

type CallRow = readonly [
  method: string,
  path: string,
  status: number,
  body?: object | string | undefined,
  header?: string,
]

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

const of = (imageId: string) => `image/v2/images/${imageId}`
const octets = 'Content-Type: application/octet-stream'
const patch = 'Content-Type: application/openstack-images-v2.1-json-patch'
const webDownload = { method: { name: 'web-download', uri: 'http://127.0.0.1:9/x' } }
const glanceDirect = { method: { name: 'glance-direct' } }

/** What an image refuses while it waits, while it is staged, with data, deactivated, protected, and deleted. */
function states(): CallRow[] {
  const [staged, filled] = [crypto.randomUUID(), crypto.randomUUID()]
  const raw = { disk_format: 'raw', container_format: 'bare', name: 'arclight-states' }
  const change = (status: number, ...operations: object[]): CallRow => [
    'PATCH',
    of(filled),
    status,
    operations,
    patch,
  ]
  return [
    ['POST', 'image/v2/images', 201, { ...raw, id: staged }],
    ['POST', 'image/v2/images', 409, { ...raw, id: staged }],
    ['GET', `${of(staged)}/file`, 204],
    ['POST', `${of(staged)}/actions/deactivate`, 403],
    ['POST', `${of(staged)}/import`, 409, glanceDirect],
    ['PUT', `${of(staged)}/stage`, 204, 'data', octets],
    ['PUT', `${of(staged)}/stage`, 409, 'data', octets],
    ['PUT', `${of(staged)}/file`, 409, 'data', octets],
    ['POST', `${of(staged)}/import`, 409, webDownload],
    ['DELETE', of(staged), 204],

    ['POST', 'image/v2/images', 201, { ...raw, id: filled }],
    ['PUT', `${of(filled)}/file`, 415, 'data', 'Content-Type: text/plain'],
    ['PUT', `${of(filled)}/file`, 204, 'data', octets],
    ['PUT', `${of(filled)}/file`, 409, 'data', octets],
    ['GET', `${of(filled)}/file`, 206, undefined, 'Range: bytes=1-2'],
    ['GET', `${of(filled)}/file`, 416, undefined, 'Range: bytes=9-'],
    change(403, { op: 'replace', path: '/disk_format', value: 'iso' }),
    change(403, { op: 'replace', path: '/checksum', value: 'x' }),
    change(409, { op: 'remove', path: '/not_there' }),
    change(400, { op: 'move', path: '/a', from: '/b' }),
    ['PATCH', of(filled), 415, []],
    ['POST', `${of(filled)}/actions/deactivate`, 204],
    // Nobody else could: this is an administrator.
    ['GET', `${of(filled)}/file`, 200],
    ['POST', `${of(filled)}/actions/reactivate`, 204],
    change(200, { op: 'replace', path: '/protected', value: true }),
    ['DELETE', of(filled), 403],
    change(200, { op: 'replace', path: '/protected', value: false }),
    ['DELETE', of(filled), 204],

    ['GET', of(filled), 404],
    ['PUT', `${of(filled)}/file`, 404, 'data', octets],
    ['POST', `${of(filled)}/import`, 404, webDownload],
    ['DELETE', of(filled), 404],
  ]
}

const groups: readonly (readonly [name: string, rows: () => readonly CallRow[]])[] = [
  ['versions and schemas', () => discovery],
  ['tokens and what they open', () => identity],
  ['what the service has', () => service],
  ['lists, and what a list refuses', () => lists],
  ['metadata definitions', metadefs],
  ['what an image refuses in each state', states],
]

for (const [name, rows] of groups) {
  test(`requests sent by hand to a real cloud: ${name}`, async ({ opened: page }) => {
    test.setTimeout(300_000)
    await signInByImport(page, cloud, cloud.users.admin)
    const pane = requestPane(page)
    await pane.open()
    await pane.choose('1 Get token')
    for (const row of rows()) {
      await pane.pasteCurl(asCurl(row))
      await pane.sendAndExpect(row[2])
    }
  })
}

function asCurl([method, path, , body, header = 'Content-Type: application/json']: CallRow): string {
  const url = path.replace(/^(image|identity)/, '{{cloud.$1}}')
  const subject = path.endsWith('/auth/tokens') ? ` -H 'X-Subject-Token: {{cloud.token}}'` : ''
  const sent = typeof body === 'string' ? body : JSON.stringify(body)
  const data = body === undefined ? '' : ` -d '${sent}'`
  const more = body === undefined && !header.startsWith('Range') ? '' : ` -H '${header}'`
  const verb = method === 'HEAD' ? '-I' : `-X ${method}`
  return `curl ${verb} -H 'X-Auth-Token: {{cloud.token}}'${subject}${more}${data} '${url}'`
}
