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

/**
 * Headers of every answer. Styles may be inline because Mantine and CodeMirror write theirs; scripts may not.
 * `host` was checked before: it is one of our two names.
 */
export function pageHeaders(host: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ws://${host}`,
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
  }
}
