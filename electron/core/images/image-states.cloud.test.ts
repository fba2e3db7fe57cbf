import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type ClientRequest, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type ImageAction, rulingFor } from '../../../shared/model/image-action.ts'
import { createFileRegistry } from '../files/create-file-registry.ts'
import { createHttpEngine } from '../http/create-http-engine.ts'
import type { Images } from '../core.ts'
import { createImages } from './create-images.ts'
import { type KnownCloud, passwordAccess } from './password-access.ts'

// The state table of shared/model/image-action.ts, asked of a real Glance: each status is brought about as it comes
// about, and what the table refuses is sent all the same, to see whether the cloud answers as it says.

const cloudFile = process.env.ARCLIGHT_CLOUD
const cloudId = 'real'
const json = { 'Content-Type': 'application/json' }
const octets = { 'Content-Type': 'application/octet-stream' }
let cloud: KnownCloud
let engine: ReturnType<typeof createHttpEngine>
let images: Images
let tokens: Record<'demo' | 'admin', string>
/** Takes a connection and says nothing: an import from here does not end. */
let slow: Server
const open: ClientRequest[] = []

beforeAll(async () => {
  if (cloudFile === undefined) return
  cloud = JSON.parse(await readFile(cloudFile, 'utf8')) as KnownCloud
  engine = createHttpEngine()
  const access = passwordAccess(cloud)
  images = createImages({ access, send: engine.send, files: createFileRegistry() })
  const admin = passwordAccess(cloud, 'admin')
  tokens = {
    demo: (await access.imageService(cloudId, signal())).token,
    admin: (await admin.imageService(cloudId, signal())).token,
  }
  slow = createServer((_, answer) => void answer.writeHead(200, { 'Content-Length': 1e6 }).write('begin'))
  slow.listen(0, '127.0.0.1')
  await once(slow, 'listening')
})

afterAll(async () => {
  if (cloudFile === undefined) return
  for (const one of open) one.destroy()
  slow.closeAllConnections()
  slow.close()
  await engine.close()
})

const reach: Readonly<Record<string, (imageId: string) => Promise<void>>> = {
  queued: async () => {},
  async saving(imageId) {
    const headers = { ...octets, 'X-Auth-Token': tokens.demo, 'Content-Length': 1_000_000 }
    const upload = request(`${cloud.imageUrl}/v2/images/${imageId}/file`, { method: 'PUT', headers })
    upload.on('error', () => {})
    upload.write('begin')
    open.push(upload)
  },
  uploading: async (imageId) => void (await call('PUT', `${imageId}/stage`, octets, 'data')),
  async importing(imageId) {
    const uri = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/disk.raw`
    await call('POST', `${imageId}/import`, json, JSON.stringify({ method: { name: 'web-download', uri } }))
  },
  active: async (imageId) => void (await call('PUT', `${imageId}/file`, octets, 'data')),
  async deactivated(imageId) {
    await call('PUT', `${imageId}/file`, octets, 'data')
    await call('POST', `${imageId}/actions/deactivate`)
  },
}

const patch = { 'Content-Type': 'application/openstack-images-v2.1-json-patch' }
const webDownload = JSON.stringify({ method: { name: 'web-download', uri: 'http://127.0.0.1:9/x' } })
const glanceDirect = JSON.stringify({ method: { name: 'glance-direct' } })
const copyImage = JSON.stringify({ method: { name: 'copy-image' }, stores: ['archive'] })
const setFormat = JSON.stringify([{ op: 'replace', path: '/disk_format', value: 'iso' }])

const send: Partial<Record<ImageAction, (imageId: string) => Promise<number>>> = {
  upload: (imageId) => call('PUT', `${imageId}/file`, octets, 'data'),
  stage: (imageId) => call('PUT', `${imageId}/stage`, octets, 'data'),
  'import-staged': (imageId) => call('POST', `${imageId}/import`, json, glanceDirect),
  'import-from-web': (imageId) => call('POST', `${imageId}/import`, json, webDownload),
  'copy-to-stores': (imageId) => call('POST', `${imageId}/import`, json, copyImage, 'admin'),
  'delete-from-store': (imageId) => call('DELETE', `../stores/fast/${imageId}`),
  download: (imageId) => call('GET', `${imageId}/file`),
  deactivate: (imageId) => call('POST', `${imageId}/actions/deactivate`),
  reactivate: (imageId) => call('POST', `${imageId}/actions/reactivate`),
  'set-formats': (imageId) => call('PATCH', imageId, patch, setFormat),
  'queue-for-cache': (imageId) => call('PUT', `../cache/${imageId}`, {}, null, 'admin'),
}

for (const status of Object.keys(reach)) {
  test.runIf(cloudFile)(
    `what the table refuses for an image that is ${status}, Glance refuses as it says`,
    async () => {
      const { id: imageId } = await images.create(
        { cloudId, image: { name: `state-${status}`, diskFormat: 'raw', containerFormat: 'bare' } },
        signal(),
      )
      await reach[status]!(imageId)
      const image = await until(imageId, status)
      const refused = Object.entries(send).flatMap(([action, ask]) => {
        const isAdmin = action === 'copy-to-stores' || action === 'queue-for-cache'
        const ruling = rulingFor(action as ImageAction, image, { isAdmin, projectId: image.owner })
        return ruling.isAllowed ? [] : [{ action, ask, status: ruling.status }]
      })

      const answers: Record<string, number> = {}
      for (const { action, ask } of refused) answers[action] = await ask(imageId)

      expect(answers).toEqual(Object.fromEntries(refused.map((one) => [one.action, one.status])))
      expect((await images.show({ cloudId, imageId }, signal())).status).toBe(status)
      expect(await call('DELETE', imageId)).toBe(204)
    },
  )
}

test.runIf(cloudFile)('nothing can be done with an image that is deleted', async () => {
  const { id: imageId } = await images.create(
    { cloudId, image: { name: 'state-deleted', diskFormat: null, containerFormat: null } },
    signal(),
  )
  await images.delete({ cloudId, imageId }, signal())

  const answers = await Promise.all(Object.values(send).map((ask) => ask(imageId)))

  expect(new Set(answers)).toEqual(new Set([404]))
})

async function call(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | null = null,
  user: 'demo' | 'admin' = 'demo',
): Promise<number> {
  const answer = await fetch(new URL(path, `${cloud.imageUrl}/v2/images/`), {
    method,
    headers: { ...headers, 'X-Auth-Token': tokens[user] },
    body,
  })
  await answer.arrayBuffer()
  return answer.status
}

/** A cloud tells nobody that a status has changed: it is asked again. */
async function until(imageId: string, status: string) {
  const end = Date.now() + 20_000
  for (;;) {
    const image = await images.show({ cloudId, imageId }, signal())
    if (image.status === status) return image
    if (Date.now() > end) throw new Error(`${imageId} is ${image.status}, not ${status}`)
    await wait(100)
  }
}

function signal(): AbortSignal {
  return AbortSignal.timeout(30_000)
}
