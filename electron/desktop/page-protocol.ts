import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { Readable } from 'node:stream'

import type { Protocol } from 'electron'

import { answerBody } from '../api/file-answer.ts'
import { pageHeaders } from '../api/page-headers.ts'
import type { Core } from '../core/core.ts'
import { pageOrigin, pageScheme } from './page-origin.ts'

/** Makes app:// a scheme with an origin, in which fetch and streams work. Only possible before the app is ready. */
export function registerPageScheme(protocol: Protocol): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true }
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges }])
}

/** Serves the built page at app://arclight/ and kept answers at app://arclight/body/<exchangeId>, in ranges. */
export function servePage(protocol: Protocol, core: Core, pageDir: string): void {
  protocol.handle(pageScheme, async (request) => {
    const url = new URL(request.url)
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    if (`${url.protocol}//${url.host}` !== pageOrigin || !isReading)
      return new Response(null, { status: 404 })
    const exchangeId = /^\/body\/([^/]+)$/.exec(url.pathname)?.[1]
    return exchangeId ? sendBody(core, decode(exchangeId), url, request) : sendPart(pageDir, url)
  })
}

async function sendBody(core: Core, exchangeId: string, url: URL, request: Request): Promise<Response> {
  const wish = { range: request.headers.get('range'), saveAs: url.searchParams.get('download') }
  const { status, headers, slice } = await answerBody(core, exchangeId, wish)
  if (!slice || request.method === 'HEAD') return new Response(null, { status, headers })
  const { path, start, end } = slice
  const bytes = Readable.toWeb(createReadStream(path, { start, end, highWaterMark: 256 * 1024 }))
  return new Response(bytes as ReadableStream<Uint8Array>, { status, headers })
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
}

async function sendPart(pageDir: string, url: URL): Promise<Response> {
  const headers = pageHeaders([])
  const path = normalize(join(pageDir, decode(url.pathname)))
  const type = types[extname(path)]
  const bytes = type && path.startsWith(pageDir + sep) ? await readFile(path).catch(() => null) : null
  if (!type || !bytes) return new Response(null, { status: 404, headers })
  return new Response(new Uint8Array(bytes), { headers: { ...headers, 'content-type': type } })
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
