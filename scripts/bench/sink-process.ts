import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What an image of the sink is: its bytes are counted on the way in and zeros on the way out. */
interface SinkImage {
  readonly id: string
  readonly name: string
  status: 'queued' | 'active'
  sizeBytes: number | null
}

const zeros = Buffer.alloc(1024 * 1024)
const project = { id: 'p1', name: 'bench', domain: { id: 'default', name: 'Default' } }

/**
 * A cloud that costs next to nothing: it takes any password, throws away what goes up, and sends zeros. It names no
 * hash, so that what is measured against it is the app's own work. `sources`: sizes of images that are there already,
 * by id.
 */
export async function runSink(sources: Record<string, number>): Promise<void> {
  const images = new Map<string, SinkImage>()
  for (const [id, sizeBytes] of Object.entries(sources))
    images.set(id, { id, name: id, status: 'active', sizeBytes })
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    answer(images, request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const user = { id: 'u1', name: 'bench', password: 'any', project }
  process.once('disconnect', () => {
    server.close()
    server.closeAllConnections()
  })
  process.send?.({ identityUrl: `${origin}/v3`, imageUrl: origin, users: { admin: user, demo: user } })
}

type Images = Map<string, SinkImage>

async function answer(images: Images, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = request
  const { pathname } = new URL(url, 'http://sink')
  const [, imageId = '', part] = /^\/v2\/images\/([^/]+)(\/file)?$/.exec(pathname) ?? []
  const image = images.get(imageId)
  const origin = `http://${request.headers.host}`
  if (method === 'PUT' && image && part) return await takeAll(image, request, response)
  if (method === 'GET' && image && part) return await giveZeros(image, response)
  const body = await readJson(request)
  if (pathname === '/v3/auth/tokens' && method === 'POST') return giveToken(origin, response)
  if (pathname === '/v2/images' && method === 'POST') return json(response, 201, create(images, body))
  if (pathname === '/v2/images') return json(response, 200, { images: Array.from(images.values(), show) })
  if (pathname === '/v3' || pathname === '/v3/')
    return json(response, 200, { version: identityVersion(origin) })
  if (pathname === '/v3/auth/projects') return json(response, 200, { projects: [project] })
  if (method === 'DELETE') {
    images.delete(imageId)
    response.writeHead(204).end()
  } else if (image) json(response, 200, show(image))
  else response.writeHead(404).end()
}

async function takeAll(image: SinkImage, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let sizeBytes = 0
  for await (const chunk of request) sizeBytes += (chunk as Buffer).length
  Object.assign(image, { sizeBytes, status: 'active' })
  response.writeHead(204).end()
}

async function giveZeros({ sizeBytes }: SinkImage, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': sizeBytes ?? 0 })
  for (let left = sizeBytes ?? 0; left > 0; left -= zeros.length) {
    if (response.destroyed) return
    if (!response.write(zeros.subarray(0, left))) await once(response, 'drain')
  }
  response.end()
}

function create(images: Images, body: unknown): object {
  const { id = crypto.randomUUID(), name = '' } = (body ?? {}) as { id?: string; name?: string }
  const image: SinkImage = { id, name, status: 'queued', sizeBytes: null }
  images.set(image.id, image)
  return show(image)
}

function show({ id, name, status, sizeBytes }: SinkImage): object {
  const now = new Date().toISOString()
  return {
    id,
    name,
    status,
    size: sizeBytes,
    visibility: 'private',
    owner: project.id,
    disk_format: 'raw',
    container_format: 'bare',
    min_disk: 0,
    min_ram: 0,
    protected: false,
    os_hidden: false,
    tags: [],
    created_at: now,
    updated_at: now,
  }
}

function giveToken(origin: string, response: ServerResponse): void {
  const now = Date.now()
  const token = {
    methods: ['password'],
    user: { id: 'u1', name: 'bench', domain: project.domain },
    project,
    roles: [{ id: 'r1', name: 'member' }],
    issued_at: new Date(now).toISOString(),
    expires_at: new Date(now + 3_600_000).toISOString(),
    catalog: [service('identity', `${origin}/v3`), service('image', origin)],
  }
  response.setHeader('X-Subject-Token', crypto.randomUUID())
  json(response, 201, { token })
}

function service(type: string, url: string): object {
  const endpoint = { id: type, interface: 'public', region: 'RegionOne', region_id: 'RegionOne', url }
  return { id: type, type, name: type, endpoints: [endpoint] }
}

function identityVersion(origin: string): object {
  return { id: 'v3.14', status: 'stable', links: [{ rel: 'self', href: `${origin}/v3/` }] }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text === '' ? null : JSON.parse(text)
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
