import { image, letters, octets, type Step } from './step.ts'

const patchType = { 'Content-Type': 'application/openstack-images-v2.1-json-patch' }
const formats = { disk_format: 'raw', container_format: 'bare' }
const file = '/v2/images/{image}/file'

function put(name: string, id: string, rest: Partial<Step> = {}): Step {
  return image(name, 'PUT', `/v2/images/{${id}}/file`, { text: letters, headers: octets, ...rest })
}

function get(name: string, headers: Record<string, string> = {}, as = 'demo'): Step {
  return image(name, 'GET', file, { headers, as })
}

function create(id: string, rest: object = formats): Step {
  return image(`create for ${id}`, 'POST', '/v2/images', { json: { id: `{${id}}`, ...rest } })
}

function show(name: string, id: string, rest: Partial<Step> = {}): Step {
  return image(name, 'GET', `/v2/images/{${id}}`, rest)
}

function act(name: string, id: string, action: string): Step {
  return image(name, 'POST', `/v2/images/{${id}}/actions/${action}`)
}

function protect(name: string, value: boolean): Step {
  return image(name, 'PATCH', '/v2/images/{image}', {
    json: [{ op: 'replace', path: '/protected', value }],
    headers: patchType,
  })
}

/** The data of images, their states, and their end. */
export const dataSteps: readonly Step[] = [
  get('download what has no data'),
  put('upload with a wrong media type', 'image', { headers: { 'Content-Type': 'text/plain' } }),
  put('upload', 'image'),
  put('upload again', 'image'),
  put('upload again, after asking', 'image', { expectsContinue: true }),
  put('upload with what is no token, after asking', 'image', { as: 'bogus', expectsContinue: true }),
  put('upload to what is not there', 'unknown'),
  put('upload to what is of others', 'public'),
  put('upload without formats', 'bare'),
  put('upload in chunks', 'chunked', { isChunked: true }),
  show('show what came in chunks', 'chunked'),
  create('asked'),
  put('upload after asking', 'asked', { expectsContinue: true }),
  create('empty'),
  put('upload nothing', 'empty', { text: '' }),
  show('show what is empty', 'empty'),
  create('broken'),
  put('upload and leave', 'broken', { missingBytes: 1_000_000 }),
  show('show after the upload broke off', 'broken', { awaits: 'queued' }),
  create('archived'),
  put('upload to a store', 'archived', { headers: { ...octets, 'X-Image-Meta-Store': 'archive' } }),
  show('show what is in the other store', 'archived'),
  put('upload to an unknown store', 'broken', { headers: { ...octets, 'X-Image-Meta-Store': 'nowhere' } }),
  show('show what is active', 'image'),

  get('download'),
  get('download a range', { Range: 'bytes=100-125' }),
  get('download from a byte on', { Range: 'bytes=2590-' }),
  get('download the last bytes', { Range: 'bytes=-10' }),
  get('download beyond the end', { Range: 'bytes=9999-10010' }),
  get('download two ranges', { Range: 'bytes=0-1,5-6' }),
  get('download what is no range', { Range: 'bytes=10-5' }),
  image('ask for the head of the data', 'HEAD', file),
  get('download what is of others', {}, 'other'),
  image('change the format of what is active', 'PATCH', '/v2/images/{image}', {
    json: [{ op: 'replace', path: '/disk_format', value: 'iso' }],
    headers: patchType,
  }),

  act('deactivate', 'image', 'deactivate'),
  act('deactivate again', 'image', 'deactivate'),
  show('show what is deactivated', 'image'),
  get('download what is deactivated'),
  get('download what is deactivated, as administrator', {}, 'admin'),
  act('reactivate', 'image', 'reactivate'),
  act('deactivate what is queued', 'bare', 'deactivate'),
  act('deactivate what is of others', 'public', 'deactivate'),
  act('an unknown action', 'image', 'explode'),

  create('staged'),
  image('import what is not staged', 'POST', '/v2/images/{staged}/import', {
    json: { method: { name: 'glance-direct' } },
  }),
  image('import by an unknown way', 'POST', '/v2/images/{staged}/import', {
    json: { method: { name: 'teleport' } },
  }),
  image('stage', 'PUT', '/v2/images/{staged}/stage', { text: letters, headers: octets }),
  show('show what is staged', 'staged'),
  image('import', 'POST', '/v2/images/{staged}/import', { json: { method: { name: 'glance-direct' } } }),

  // A cloud leaves the number of its task on the image.
  show('show what was imported', 'staged', { awaits: 'active', ignoresBody: true }),

  protect('protect', true),
  image('delete what is protected', 'DELETE', '/v2/images/{image}'),
  protect('protect no more', false),
  image('delete what is of others', 'DELETE', '/v2/images/{public}'),
  image('delete', 'DELETE', '/v2/images/{image}'),
  image('delete again', 'DELETE', '/v2/images/{image}'),
  get('download what is deleted'),
  image('create what was deleted', 'POST', '/v2/images', { json: { id: '{image}' } }),
  image('list from what was deleted', 'GET', '/v2/images?marker={image}'),
  ...['chunked', 'asked', 'empty', 'broken', 'archived', 'staged', 'bare'].map((id) =>
    image(`delete ${id}`, 'DELETE', `/v2/images/{${id}}`),
  ),
  image('delete as administrator', 'DELETE', '/v2/images/{public}', { as: 'admin' }),
]
