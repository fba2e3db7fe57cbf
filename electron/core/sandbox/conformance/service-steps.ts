import { image, letters, octets, type Step } from './step.ts'

const formats = { disk_format: 'raw', container_format: 'bare' }
const cloudLog = '/v2/images/{copied}/tasks'

function create(id: string, rest: object = formats): Step {
  return image(`create ${id}`, 'POST', '/v2/images', { json: { id: `{${id}}`, ...rest } })
}

function importing(name: string, id: string, json: unknown, as = 'demo'): Step {
  return image(name, 'POST', `/v2/images/{${id}}/import`, { json, as })
}

/** A task shows itself to the project that ordered it, and to administrators. */
function ended(id: string, awaits: 'success' | 'failure', as = 'demo'): Step {
  return image(`wait for the import of ${id}`, 'GET', `/v2/images/{${id}}/tasks`, { awaits, as })
}

/** Where the data is may be told before or after the lock of the import is off. */
function show(name: string, id: string): Step {
  return image(name, 'GET', `/v2/images/{${id}}`, { ignoresBody: true })
}

function deleteCopy(name: string, store: string, id: string, as = 'demo'): Step {
  return image(name, 'DELETE', `/v2/stores/${store}/{${id}}`, { as })
}

const copy = { name: 'copy-image' }
const web = { name: 'web-download', uri: '{source}/disk' }

const copies: readonly Step[] = [
  create('copied'),
  image('upload what will be copied', 'PUT', '/v2/images/{copied}/file', { text: letters, headers: octets }),
  create('fetched'),
  create('missing'),
  create('shapeless', {}),
  image('tasks of what was never imported', 'GET', cloudLog),
  image('tasks of what is of others', 'GET', cloudLog, { as: 'other' }),
  deleteCopy('delete from an unknown store', 'nowhere', 'copied'),
  deleteCopy('delete the only copy', 'fast', 'copied'),
  deleteCopy('delete from a store without the data', 'archive', 'copied'),
  deleteCopy('delete a copy of what is queued', 'fast', 'fetched'),
  deleteCopy('delete a copy of what is of others', 'fast', 'copied', 'other'),
  importing('copy as a member', 'copied', { method: copy, stores: ['archive'] }),
  importing('copy to where it is', 'copied', { method: copy, stores: ['fast'] }, 'admin'),
  importing('copy to an unknown store', 'copied', { method: copy, stores: ['nowhere'] }, 'admin'),
  importing('copy what is queued', 'fetched', { method: copy, stores: ['archive'] }, 'admin'),
  importing('copy', 'copied', { method: copy, stores: ['archive'] }, 'admin'),
  ended('copied', 'success', 'admin'),
  image('tasks that others ordered', 'GET', cloudLog),
  show('show what was copied', 'copied'),
  deleteCopy('delete the other copy', 'archive', 'copied'),
  deleteCopy('delete the other copy again', 'archive', 'copied'),
]

const imports: readonly Step[] = [
  importing('import without a method', 'fetched', {}),
  importing('import from nowhere', 'fetched', { method: { name: 'web-download' } }),
  importing('import from a file', 'fetched', { method: { name: 'web-download', uri: 'file:///disk' } }),
  importing('import to an active image', 'copied', { method: web }),
  importing('import to what has no formats', 'shapeless', { method: web }),
  importing('import to what is of others', 'fetched', { method: web }, 'other'),
  importing('import from the web', 'fetched', { method: web, stores: ['fast', 'archive'] }),
  ended('fetched', 'success'),
  show('show what came from the web', 'fetched'),
  importing('import what is not there', 'missing', {
    method: { name: 'web-download', uri: '{source}/missing' },
  }),
  ended('missing', 'failure'),
  show('show what did not come', 'missing'),
  image('all tasks', 'GET', '/v2/tasks?limit=1&status=success', { as: 'admin' }),
  image('all tasks as a member', 'GET', '/v2/tasks'),
  image('tasks with an unknown status', 'GET', '/v2/tasks?status=bored', { as: 'admin' }),
  image('tasks after what is no task', 'GET', '/v2/tasks?marker={unknown}', { as: 'admin' }),
  image('a task that is not there', 'GET', '/v2/tasks/{unknown}', { as: 'admin' }),
]

const cache: readonly Step[] = [
  image('cache', 'GET', '/v2/cache', { as: 'admin', ignoresBody: true }),
  image('cache as a member', 'GET', '/v2/cache'),
  image('cache an image as a member', 'PUT', '/v2/cache/{copied}'),
  image('cache an image', 'PUT', '/v2/cache/{copied}', { as: 'admin' }),
  image('cache what is queued', 'PUT', '/v2/cache/{missing}', { as: 'admin' }),
  image('cache what is not there', 'PUT', '/v2/cache/{unknown}', { as: 'admin' }),
  image('take an image out of the cache', 'DELETE', '/v2/cache/{copied}', { as: 'admin' }),
  image('take out what is not there', 'DELETE', '/v2/cache/{unknown}', { as: 'admin' }),
  image('clear the queue of the cache', 'DELETE', '/v2/cache', {
    as: 'admin',
    headers: { 'x-image-cache-clear-target': 'queue' },
  }),
  image('clear what is no part of the cache', 'DELETE', '/v2/cache', {
    as: 'admin',
    headers: { 'x-image-cache-clear-target': 'attic' },
  }),
  image('clear the cache as a member', 'DELETE', '/v2/cache'),
]

const namespace = '/v2/metadefs/namespaces/{namespace}'
const catalogue = {
  namespace: '{namespace}',
  display_name: 'Of the suite',
  description: 'To be deleted',
  visibility: 'public',
  protected: false,
  resource_type_associations: [{ name: 'OS::Glance::Image', prefix: 'hw_' }],
  properties: { policy: { title: 'Policy', description: 'Any', type: 'string', enum: ['a', 'b'] } },
  objects: [
    {
      name: 'part',
      description: 'Some',
      properties: { count: { title: 'Count', type: 'integer', minimum: 1 } },
    },
  ],
}

function addNamespace(name: string, json: object, as = 'admin'): Step {
  return image(name, 'POST', '/v2/metadefs/namespaces', { json, as })
}

const metadefs: readonly Step[] = [
  addNamespace('add a namespace as a member', catalogue, 'demo'),
  addNamespace('add a namespace', catalogue),
  addNamespace('add a namespace again', catalogue),
  addNamespace('add what is no namespace', { shape: 'round' }),
  image('namespaces for images', 'GET', '/v2/metadefs/namespaces?resource_types=OS::Glance::Image', {
    ignoresBody: true,
  }),
  image('namespaces after what is none', 'GET', '/v2/metadefs/namespaces?marker={unknown}'),
  image('a namespace', 'GET', namespace),
  image('a namespace for images', 'GET', `${namespace}?resource_type=OS::Glance::Image`),
  image('a namespace for flavors', 'GET', `${namespace}?resource_type=OS::Nova::Flavor`),
  image('a namespace that is not there', 'GET', '/v2/metadefs/namespaces/{unknown}'),
  image('delete a namespace as a member', 'DELETE', namespace),
  image('delete a namespace', 'DELETE', namespace, { as: 'admin' }),
  image('delete a namespace again', 'DELETE', namespace, { as: 'admin' }),
]

function patch(name: string, operation: object): Step {
  const headers = { 'Content-Type': 'application/openstack-images-v2.1-json-patch' }
  return image(name, 'PATCH', '/v2/images/{shapeless}', { json: [operation], headers })
}

const words: readonly Step[] = [
  image('add a tag with a slash', 'PUT', '/v2/images/{shapeless}/tags/a%2Fb'),
  image('add a tag of dots', 'PUT', '/v2/images/{shapeless}/tags/..'),
  image('add a tag beyond ASCII', 'PUT', '/v2/images/{shapeless}/tags/%C3%BC'),
  image('remove a tag beyond ASCII', 'DELETE', '/v2/images/{shapeless}/tags/%C3%BC'),
  patch('a value beyond the basic plane', { op: 'replace', path: '/tags', value: ['🏷'] }),
  patch('a name beyond the basic plane', { op: 'add', path: '/🏷', value: 'x' }),
  patch('a null name', { op: 'replace', path: '/name', value: null }),
  image('create with a name beyond the basic plane', 'POST', '/v2/images', { json: { name: '🏷' } }),
]

/** What the service does beside images and data: copies, imports, tasks, the cache and the catalogue. */
export const serviceSteps: readonly Step[] = [
  ...copies,
  ...imports,
  ...cache,
  ...metadefs,
  ...words,
  ...['copied', 'fetched', 'missing', 'shapeless', 'first', 'second', 'third'].map((id) =>
    image(`delete ${id}`, 'DELETE', `/v2/images/{${id}}`),
  ),
]
