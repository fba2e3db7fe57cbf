/** A test, named by its file and words of its title. */
interface Proof {
  /** `page`: clicked against a real cloud; `core`: the host against a real cloud; `sandbox`: what no Debian cloud shows. */
  readonly where: 'page' | 'core' | 'sandbox'
  readonly file: string
  readonly title: string
}

const e2e = 'renderer/e2e'
const core = 'electron/core'
const onPage = (file: string, title: string): Proof => ({
  where: 'page',
  file: `${e2e}/${file}.cloud.spec.ts`,
  title,
})
const inCore = (file: string, title: string): Proof => ({
  where: 'core',
  file: `${core}/${file}.cloud.test.ts`,
  title,
})

const nineOperations = onPage('operations', 'the nine operations, clicked against a real Keystone and Glance')
const nineRequests = onPage('operations', 'the nine built-in requests give the statuses of the tutorial')
const byHand = (name: string): Proof => onPage('calls', name)
const inspector = onPage('image-inspector', 'what the inspector changes, a real Glance keeps')
const copyAndDelete = onPage(
  'image-inspector',
  'an administrator copies the data to another store, and deletes the copy again',
)
const formats = onPage('formats', 'files of every format that qemu-img makes are known by their bytes')
const sharing = onPage('sharing', 'one project shares an image, the other accepts it from its own page')
const fromWeb = onPage('import', 'a real Glance fetches an image from the web')
const staged = onPage(
  'import',
  'a file is staged for a real Glance and imported into the store that was chosen',
)
const service = onPage(
  'service',
  'an administrator sees the stores of a real Glance in detail, its cache and its tasks',
)
const everySignIn = onPage(
  'sign-in',
  'each way to sign in and each scope that Keystone knows comes from clouds.yaml and works',
)
const tls = onPage('tls', 'a cloud behind a private CA says so, and signs in once the CA file is named')
const states = inCore(
  'images/image-states',
  'what the table refuses for an image that is ${status}, Glance refuses as it says',
)
const deleted = inCore('images/image-states', 'nothing can be done with an image that is deleted')

/** What the Identity API v3 and the Image API v2 have, in the order of their references, and the tests that do it. */
export const checklist: readonly (readonly [what: string, ...proofs: Proof[]])[] = [
  ['versions of both services, 300 and 200', byHand('versions and schemas')],
  ['schemas of images, members, tasks and metadefs', byHand('versions and schemas')],
  ['list images', nineOperations, nineRequests],
  ['create an image', nineOperations, nineRequests],
  ['show an image', nineOperations, nineRequests],
  ['update an image: properties, visibility, hidden', inspector],
  ['delete an image', nineOperations],
  [
    'delete many images',
    onPage('image-inspector', 'on a protected cloud many images are deleted only under the name'),
  ],
  ['deactivate and reactivate', nineOperations, nineRequests],
  ['tasks of an image', fromWeb],
  ['parameters of a list, and what they refuse', byHand('lists, and what a list refuses')],
  [
    'a list of ten thousand',
    { where: 'page', file: `${e2e}/list.bench.spec.ts`, title: 'a long list on the page' },
  ],
  ['a marker that was deleted', inCore('images/create-images', 'goes on after a deleted marker')],
  [
    'upload, with the hash compared',
    nineOperations,
    onPage('operations', 'four GiB go up by drop and come down verified, flat in memory'),
  ],
  ['upload of every disk format', formats],
  ['download, with the hash compared', nineOperations],
  [
    'download of the rest by Range',
    byHand('what an image refuses in each state'),
    inCore(
      'transfers/transfers',
      'goes on by Range after a cut, and sends again after one, into the same image',
    ),
  ],
  ['stage, and import glance-direct', staged],
  ['import web-download', fromWeb],
  ['import copy-image', copyAndDelete],
  [
    'import glance-download',
    onPage('regions', 'a real Glance fetches an image from the Glance of another region'),
  ],
  [
    'quotas, and what a full one refuses',
    onPage('regions', 'quotas of another region are told before an upload, and kept by its Glance'),
  ],
  [
    'import that fails',
    onPage('import', 'an import that fails says what the cloud says of it, and leaves the image queued'),
    inCore('images/create-images', 'says where an import failed, and leaves the image queued'),
  ],
  ['tags', inspector],
  ['members: add, list, accept from the other project', sharing],
  ['delete from one store', copyAndDelete],
  ['import methods, stores in detail, usage', byHand('what the service has'), service],
  ['tasks of the service', service],
  ['cache: list, queue, delete', service],
  ['metadefs: namespaces, properties, objects, tags, resource types', byHand('metadata definitions')],
  [
    'token by password, id and name',
    nineRequests,
    everySignIn,
    inCore('identity/identity', 'signs in by id, without a version in the auth URL'),
  ],
  [
    'token by token, in another scope',
    everySignIn,
    inCore('identity/sign-in-methods', 'a token enters another scope, and ends when the first would'),
  ],
  [
    'application credential by id and by name',
    everySignIn,
    inCore('identity/sign-in-methods', 'an application credential enters by id and by name'),
  ],
  [
    'system, domain and trust scope',
    everySignIn,
    inCore('identity/sign-in-methods', 'an administrator enters the system'),
    inCore('identity/sign-in-methods', 'a role on a domain lets into it'),
    inCore('identity/sign-in-methods', 'a trust lets its trustee into the project of the trustor'),
  ],
  [
    'the whole system, a domain, and back',
    onPage('scopes', 'a session moves to the whole system, to a domain, and back to its project'),
  ],
  ['without a scope', everySignIn],
  ['explicitly unscoped', inCore('identity/identity', 'gets no project when it asks for none')],
  [
    'TOTP, and the receipt for a second factor',
    onPage('sign-in', 'Keystone asks a user of two factors for the passcode, and takes it with the receipt'),
  ],
  ['validate and check a token; catalog, projects, domains, system', byHand('tokens and what they open')],
  [
    'revoke a token',
    inCore(
      'identity/identity',
      'signing out makes Keystone refuse the token, and that of the project before',
    ),
  ],
  ['clouds.yaml and secure.yaml in', nineOperations],
  [
    'clouds found as openstacksdk finds them',
    {
      where: 'core',
      file: `${core}/clouds/clouds-file/find-clouds.cloud.test.ts`,
      title: 'deep merge, profile and regions',
    },
  ],
  ['a private authority', tls],
  [
    'the nine calls as the tour tells them',
    onPage('tour', 'the tour makes its nine calls on a real cloud, and leaves no image there'),
  ],
  [
    'queued, saving, uploading, importing, active, deactivated: what each refuses',
    states,
    byHand('what an image refuses in each state'),
  ],
  ['deleted: 404 to everything', deleted, byHand('what an image refuses in each state')],
  ['importing as it is seen in the list', fromWeb],
  // The file store of this one has no image that is in use.
  [
    'an image that is in use: 409',
    {
      where: 'sandbox',
      file: `${core}/images/image-refusal.test.ts`,
      title: 'could not be deleted because it is in use',
    },
  ],
  [
    'content that is not of the declared format: 415',
    {
      where: 'sandbox',
      file: `${core}/transfers/upload.test.ts`,
      title: 'explains a 415 for a qcow2 that is none, and leaves the image queued',
    },
  ],
]
