import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { RealUser } from './real-cloud.ts'

/** An image as the Image API writes it. Only what a test is about need be given. */
export type WireImage = Readonly<Record<string, unknown>> & { readonly id: string }

export interface OddCloud {
  readonly identityUrl: string
  readonly users: { readonly demo: RealUser }
  images: WireImage[]
  /** Pages of a list that are answered with a proxy's page of HTML instead, counted down. */
  htmlPages: number
  /** Deleted as soon as a page ends with it. */
  vanishing: string | null
  /** Paths of all that was asked of the image service. */
  readonly asked: string[]
  close(): Promise<void>
}

const moment = '2026-01-01T00:00:00Z'
const project = { id: 'p1', name: 'odd', domain: { id: 'default', name: 'Default' } }

/**
 * A Keystone, and a Glance below `/image` whose links all lead elsewhere: a version list with another host, `next`
 * without the prefix, and a `next` on the last page but one that leads to an empty page.
 */
export async function startOddCloud(): Promise<OddCloud> {
  const cloud = {
    identityUrl: '',
    users: { demo: { name: 'odd', password: 'any', project: { name: 'odd' } } },
    images: [] as WireImage[],
    htmlPages: 0,
    vanishing: null as string | null,
    asked: [] as string[],
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  const server = createServer((request, response) => {
    request.resume()
    const url = new URL(request.url ?? '/', 'http://odd')
    if (url.pathname.startsWith('/v3')) return answerIdentity(url.pathname, cloud.identityUrl, response)
    cloud.asked.push(url.pathname)
    answerImages(cloud, url, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cloud.identityUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3`
  return cloud
}

function answerIdentity(path: string, identityUrl: string, response: ServerResponse): void {
  if (path === '/v3/auth/projects') return json(response, 200, { projects: [project], links: {} })
  if (path !== '/v3/auth/tokens') {
    const links = [{ rel: 'self', href: 'http://10.0.0.1:5000/v3/' }]
    return json(response, 200, { version: { id: 'v3.14', status: 'stable', links, updated: moment } })
  }
  const url = identityUrl.replace(/v3$/, 'image')
  const endpoints = [{ id: 'e1', interface: 'public', region_id: 'RegionOne', region: 'RegionOne', url }]
  const token = {
    methods: ['password'],
    user: { id: 'u1', name: 'odd', domain: project.domain },
    issued_at: new Date().toISOString(),
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    project,
    roles: [{ id: 'r1', name: 'member' }],
    catalog: [{ id: 's1', type: 'image', name: 'glance', endpoints }],
  }
  response.setHeader('X-Subject-Token', 'odd-token')
  json(response, 201, { token })
}

function answerImages(cloud: OddCloud, { pathname, searchParams }: URL, response: ServerResponse): void {
  if (pathname === '/image/' || pathname === '/image') {
    const links = [{ rel: 'self', href: 'http://10.0.0.1:9292/v2/' }]
    return json(response, 300, { versions: [{ id: 'v2.15', status: 'CURRENT', links }] })
  }
  if (pathname === '/image/v2/images') return answerList(cloud, searchParams, response)
  const [, id] = /^\/image\/v2\/images\/([^/]+)$/.exec(pathname) ?? []
  const image = cloud.images.find((one) => one.id === id)
  if (image) json(response, 200, image)
  else json(response, 404, { message: 'The resource could not be found.', code: '404 Not Found' })
}

function answerList(cloud: OddCloud, parameters: URLSearchParams, response: ServerResponse): void {
  const marker = parameters.get('marker')
  if (marker !== null && cloud.htmlPages > 0) {
    cloud.htmlPages--
    response.writeHead(200, { 'Content-Type': 'text/html' })
    response.end('<html><head><title>Login</title></head><body><h1>Please sign in</h1></body></html>')
    return
  }
  const from = marker === null ? 0 : cloud.images.findIndex(({ id }) => id === marker) + 1
  if (marker !== null && from === 0)
    return json(response, 400, { message: `No image found with ID ${marker}`, code: '400 Bad Request' })
  const limit = Number(parameters.get('limit') ?? 25)
  const images = cloud.images.slice(from, from + limit)
  const last = images.at(-1)?.id
  // There is more, it says, whenever a page is full or the last one: an empty page ends the list.
  const next = last === undefined ? {} : { next: `/v2/images?marker=${last}` }
  if (last === cloud.vanishing) cloud.images = cloud.images.filter(({ id }) => id !== last)
  json(response, 200, { images, ...next })
}

/** An image with what every answer has, and no more than that. */
export function wireImage(changes: Readonly<Record<string, unknown>>): WireImage {
  const id = crypto.randomUUID()
  return { id, status: 'active', created_at: moment, updated_at: moment, ...changes }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body))
}
