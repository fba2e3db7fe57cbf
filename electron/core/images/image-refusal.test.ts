import { expect, test } from 'vitest'

import type { AppErrorCode } from '../../../shared/errors.ts'
import { type ImageVerb, imageRefusal } from './image-refusal.ts'

const imageId = '8f2f5c1e-4ab4-4c1d-9f0d-3f4a2f6f1a01'
const requestId = 'req-0314be3e-08d3-4501-8eb2-4441f7e5c578'

// What a Glance of the Zed release said to each.
test.each<[ImageVerb, number, string, AppErrorCode]>([
  ['create', 400, "Invalid disk format 'floppy' for image.", 'CLOUD_REFUSED'],
  ['create', 403, "Attribute 'status' is read-only.", 'CLOUD_REFUSED'],
  ['create', 403, 'You are not authorized to complete publicize_image action.', 'CLOUD_REFUSED'],
  ['create', 409, `Image ID ${imageId} already exists!`, 'IMAGE_ID_TAKEN'],
  ['show', 404, `No image found with ID ${imageId}`, 'IMAGE_GONE'],
  ['update', 400, "Param values can't contain 4 byte unicode.", 'CLOUD_REFUSED'],
  ['update', 403, "Attribute 'status' is read-only.", 'IMAGE_FORBIDS'],
  ['update', 404, `No image found with ID ${imageId}`, 'IMAGE_GONE'],
  [
    'update',
    409,
    'There was a conflict when trying to complete your request. Property x does not exist.',
    'IMAGE_FORBIDS',
  ],
  [
    'update',
    413,
    'The limit has been exceeded on the number of allowed image properties.',
    'IMAGE_LIMIT_REACHED',
  ],
  ['delete', 403, `Image ${imageId} is protected and cannot be deleted.`, 'IMAGE_FORBIDS'],
  ['delete', 404, `Failed to find image ${imageId} to delete`, 'IMAGE_GONE'],
  ['delete', 409, `Image ${imageId} could not be deleted because it is in use`, 'IMAGE_FORBIDS'],
  ['deactivate', 403, "Not allowed to deactivate image in status 'queued'", 'IMAGE_FORBIDS'],
  ['reactivate', 403, "Not allowed to reactivate image in status 'queued'", 'IMAGE_FORBIDS'],
  ['add-tag', 404, 'The resource could not be found.', 'IMAGE_GONE'],
  ['add-tag', 413, 'The limit has been exceeded on the number of allowed image tags.', 'IMAGE_LIMIT_REACHED'],
  ['members', 403, 'Only shared images have members.', 'IMAGE_FORBIDS'],
  ['add-member', 403, `Not allowed to create members for image ${imageId}.`, 'IMAGE_FORBIDS'],
  ['add-member', 409, `Member p2 is duplicated for image ${imageId}`, 'IMAGE_FORBIDS'],
  [
    'add-member',
    413,
    'The limit has been exceeded on the number of allowed image members',
    'IMAGE_LIMIT_REACHED',
  ],
  ['change-member', 404, `p2 not found in the member list of the image ${imageId}.`, 'MEMBER_GONE'],
  ['import', 400, 'URI for web-download does not pass filtering: file:///etc/passwd', 'IMPORT_REFUSED'],
  ['import', 400, "Unknown import method name 'teleport'.", 'IMPORT_REFUSED'],
  ['import', 400, "Image is already present at store 'fast'", 'IMPORT_REFUSED'],
  ['import', 403, 'You are not authorized to complete copy_image action.', 'IMAGE_FORBIDS'],
  ['import', 409, "Image needs to be staged before 'glance-direct' method can be used", 'IMAGE_FORBIDS'],
  ['import', 413, 'Resource image_size_total is over limit of 10', 'IMAGE_TOO_LARGE'],
  [
    'delete-from-store',
    403,
    'Cannot delete image data from the only store containing it. Consider deleting the image instead.',
    'IMAGE_FORBIDS',
  ],
  ['delete-from-store', 404, `Image ${imageId} is not stored in store archive.`, 'IMAGE_NOT_IN_STORE'],
  ['delete-from-store', 409, 'The selected store attic is not available on this node.', 'IMAGE_FORBIDS'],
  ['cache', 400, 'Only images with status active can be targeted for queueing', 'IMAGE_FORBIDS'],
  ['stage', 404, 'The resource could not be found.', 'IMPORT_REFUSED'],
  [
    'upload',
    400,
    'Properties disk_format, container_format must be set prior to saving data.',
    'CLOUD_REFUSED',
  ],
  ['upload', 409, 'Image status transition from active to saving is not allowed', 'IMAGE_FORBIDS'],
  ['upload', 410, 'Image could not be found after upload. The image may have been deleted.', 'IMAGE_GONE'],
  [
    'upload',
    415,
    'Image content is not consistent with the declared disk_format qcow2',
    'IMAGE_FORMAT_REFUSED',
  ],
  [
    'download',
    403,
    'The requested image has been deactivated. Image data download is forbidden.',
    'IMAGE_FORBIDS',
  ],
])('%s, %i "%s" is %s, with the words of the cloud', (verb, status, words, code) => {
  const json = JSON.stringify({ message: `${words}<br /><br />\n\n\n`, code: `${status}`, title: '' })
  const html = `<html><head><title>${status}</title></head><body><h1>${status}</h1>\n  ${words}<br /><br />\n</body></html>`
  const plain = `${status} Title\n\n${words}\n\n   `

  for (const text of [json, html, plain]) {
    const error = imageRefusal({ verb, imageId }, answer(status, text))
    const image = code === 'CLOUD_REFUSED' ? {} : { imageId }
    expect(error.code).toBe(code)
    expect(error.data).toEqual({ host: 'cloud:9292', status, message: words, requestId, ...image })
  }
})

test.each([403, 404, 405])('%i for a part of the service says which part is not there', (status) => {
  const call = { verb: 'probe', imageId: null, part: 'cache' } as const

  expect(imageRefusal(call, answer(status, 'no'))).toMatchObject({
    code: 'NOT_OFFERED',
    data: { part: 'cache', status, message: 'no' },
  })
  expect(imageRefusal(call, answer(503, 'busy'))).toMatchObject({ code: 'CLOUD_REFUSED' })
})

function answer(status: number, text: string) {
  return {
    status,
    statusText: '',
    headers: [['X-Openstack-Request-Id', requestId]] as [string, string][],
    text,
    exchangeId: 'e1',
    isTruncated: false,
    tookMs: 1,
    host: 'cloud:9292',
  }
}
