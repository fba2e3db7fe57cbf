import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { letters } from './step.ts'

/** A web server with one file, `/disk`, for a cloud to import from. */
export async function startSourceServer(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url === '/disk') response.end(letters)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
