import { image, type Step } from './step.ts'

const patchType = { 'Content-Type': 'application/openstack-images-v2.1-json-patch' }
const oldPatchType = { 'Content-Type': 'application/openstack-images-v2.0-json-patch' }
const formats = { disk_format: 'raw', container_format: 'bare' }

function create(name: string, json: unknown, as = 'demo'): Step {
  return image(name, 'POST', '/v2/images', { json, as })
}

function patch(name: string, operations: unknown, headers: Record<string, string> = patchType): Step {
  return image(name, 'PATCH', '/v2/images/{image}', { json: operations, headers })
}

function list(name: string, query: string): Step {
  return image(name, 'GET', `/v2/images?tag={run}&${query}`)
}

/** Everything about an image but its data. */
export const imageSteps: readonly Step[] = [
  image('versions of the image service', 'GET', '/'),
  image('versions by their own path', 'GET', '/versions'),
  image('the image service is well', 'GET', '/healthcheck'),
  image('an old version', 'GET', '/v1/images'),
  image('the root of version 2', 'GET', '/v2'),
  image('an unknown path of the image service', 'GET', '/v2/nothing'),
  image('a wrong method of the image service', 'PUT', '/v2/images', { json: {} }),
  image('no token', 'GET', '/v2/images', { as: 'nobody' }),
  image('no token, JSON wanted', 'GET', '/v2/images', {
    as: 'nobody',
    headers: { Accept: 'application/json' },
  }),
  image('a token that nobody issued', 'GET', '/v2/images', { as: 'bogus' }),
  image('a revoked token', 'GET', '/v2/images', { as: 'revoked' }),
  image('the schema of an image', 'GET', '/v2/schemas/image'),
  image('the schema of images', 'GET', '/v2/schemas/images'),
  image('the schema of a member', 'GET', '/v2/schemas/member'),
  image('the schema of members', 'GET', '/v2/schemas/members'),
  image('ways to import', 'GET', '/v2/info/import'),
  image('stores', 'GET', '/v2/info/stores'),
  image('stores in detail', 'GET', '/v2/info/stores/detail', { as: 'admin' }),
  image('stores in detail, as a member', 'GET', '/v2/info/stores/detail'),
  image('quotas', 'GET', '/v2/info/usage'),

  create('create an image', {
    id: '{image}',
    name: 'Ubuntu 12.10',
    ...formats,
    visibility: 'private',
    tags: ['{run}', 'quantal'],
    min_disk: 1,
    min_ram: 64,
    os_distro: 'ubuntu',
  }),
  create('create an image that exists', { id: '{image}' }),
  create('create an image of nothing', { id: '{bare}' }),
  create('create a public image', { id: '{public}', ...formats, visibility: 'public' }, 'admin'),
  create('create a public image, as a member', { visibility: 'public' }),
  create('create with what is read only', { status: 'active' }),
  create('create with what is reserved', { os_glance_x: 'y' }),
  create('create with an unknown format', { disk_format: 'floppy' }),
  create('create with what is no id', { id: 'not-a-uuid' }),
  create('create with too long a name', { name: 'n'.repeat(256) }),
  create('create with a number for a property', { os_distro: 5 }),
  create('create with less than no disk', { min_disk: -1 }),
  create('create for another project', { owner: '{other.project}' }),
  image('create with what is not JSON', 'POST', '/v2/images', { text: '{nope' }),
  image('create with no body', 'POST', '/v2/images'),
  image('create in chunks', 'POST', '/v2/images', { json: { id: '{chunked}', ...formats }, isChunked: true }),
  ...['first', 'second', 'third'].map((id, index) =>
    create(`create page ${index + 1}`, { id: `{${id}}`, name: `page-${index + 1}`, tags: ['{run}'] }),
  ),

  image('list', 'GET', '/v2/images', { ignoresBody: true }),
  list('list a full page', 'limit=2'),
  list('list from a marker', 'limit=2&marker={image}&sort=name:asc'),
  list('list by the old sorting', 'limit=2&sort_key=name&sort_dir=asc'),
  list('list by the new sorting', 'sort=name:asc,created_at:desc'),
  list('list by name', 'name=page-1'),
  list('list by several names', 'name=in:page-1,page-2'),
  list('list by status', 'status=queued'),
  list('list by an unknown status', 'status=nonsense'),
  list('list by visibility', 'visibility=private'),
  list('list by age', 'created_at=gt:2020-01-01T00:00:00Z'),
  list('list by size', 'size_min=1'),
  list('list by a property', 'os_distro=ubuntu'),
  list('list what is hidden', 'os_hidden=true'),
  list('list nothing', 'limit=0'),
  list('list more than allowed', 'limit=100000'),
  list('list from an unknown marker', 'marker={unknown}'),
  list('list less than nothing', 'limit=-1'),
  list('list by an unknown key', 'sort_key=nonsense'),
  list('list in an unknown direction', 'sort=name:up'),
  list('list by both sortings', 'sort=name:asc&sort_key=name'),
  list('list by an unknown visibility', 'visibility=nonsense'),

  image('show', 'GET', '/v2/images/{image}'),
  image('show what is not there', 'GET', '/v2/images/{unknown}'),
  image('show what is not there, as JSON', 'GET', '/v2/images/{unknown}', {
    headers: { Accept: 'application/json' },
  }),
  image('show what is not there, as anything', 'GET', '/v2/images/{unknown}', {
    headers: { Accept: '*/*' },
  }),
  image('show what is of others', 'GET', '/v2/images/{image}', { as: 'other' }),
  image('show with a body', 'GET', '/v2/images/{image}', { text: 'x' }),

  patch('change', [
    { op: 'replace', path: '/name', value: 'Fedora 17' },
    { op: 'add', path: '/os_version', value: '17' },
  ]),
  patch('change in the old form', [{ replace: '/name', value: 'Fedora 18' }], oldPatchType),
  patch('change with a wrong media type', [], { 'Content-Type': 'application/json' }),
  patch('change what is read only', [{ op: 'replace', path: '/status', value: 'active' }]),
  patch('change what is not there', [{ op: 'replace', path: '/nothere', value: 'x' }]),
  patch('change by an unknown operation', [{ op: 'move', path: '/name', value: 'x' }]),
  patch('change too deep', [{ op: 'replace', path: '/tags/0', value: 'x' }]),
  patch('remove a property', [{ op: 'remove', path: '/os_version' }]),
  patch('remove a field', [{ op: 'remove', path: '/name' }]),
  image('change what is of others', 'PATCH', '/v2/images/{public}', {
    json: [{ op: 'replace', path: '/name', value: 'x' }],
    headers: patchType,
  }),

  image('add a tag', 'PUT', '/v2/images/{image}/tags/blue'),
  image('remove a tag', 'DELETE', '/v2/images/{image}/tags/blue'),
  image('remove a tag that is not there', 'DELETE', '/v2/images/{image}/tags/blue'),

  image('share what is private', 'POST', '/v2/images/{image}/members', {
    json: { member: '{other.project}' },
  }),
  image('share', 'POST', '/v2/images/{bare}/members', { json: { member: '{other.project}' } }),
  image('share again', 'POST', '/v2/images/{bare}/members', { json: { member: '{other.project}' } }),
  image('accept for the member', 'PUT', '/v2/images/{bare}/members/{other.project}', {
    json: { status: 'accepted' },
  }),
  image('accept', 'PUT', '/v2/images/{bare}/members/{other.project}', {
    json: { status: 'accepted' },
    as: 'other',
  }),
  image('list members', 'GET', '/v2/images/{bare}/members'),
  image('show a member', 'GET', '/v2/images/{bare}/members/{other.project}'),
  image('show what was shared', 'GET', '/v2/images/{bare}', { as: 'other' }),
  image('delete what was shared', 'DELETE', '/v2/images/{bare}', { as: 'other' }),
  image('share no more', 'DELETE', '/v2/images/{bare}/members/{other.project}'),
]
