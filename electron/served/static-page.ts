import type { IncomingMessage, ServerResponse } from 'node:http'

import sirv from 'sirv'

/** Serves the built page. File names under assets/ hold a hash of what is in them; the rest is asked for each time. */
export function createStaticPage(
  pageDir: string,
): (request: IncomingMessage, response: ServerResponse) => void {
  const serve = sirv(pageDir, {
    etag: true,
    setHeaders(response, pathname) {
      const isHashed = pathname.startsWith('/assets/')
      response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  return (request, response) => {
    if (request.url === '/' || request.url?.startsWith('/?')) request.url = '/served.html'
    serve(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found')
    })
  }
}
