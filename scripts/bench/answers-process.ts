import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where the answers are: `/small/NAME`, `/json/BYTES`, and when the last of the latter was given away, `/ended`. */
export interface Answers {
  readonly origin: string
}

/** Something that is searched for: it stands once, at the end of a long answer. */
export const needle = 'the one in the haystack'

/** A server that answers at once, so that what is measured against it is the app's own work. */
export async function runAnswers(): Promise<void> {
  let endedAtMs = 0
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://answers')
    const [, bytes] = /^\/json\/(\d+)$/.exec(pathname) ?? []
    response.setHeader('content-type', 'application/json')
    if (pathname === '/ended') return response.end(String(endedAtMs))
    if (bytes === undefined) return response.end(smallAnswer(pathname))
    response.once('finish', () => {
      endedAtMs = Date.now()
    })
    giveList(response, Number(bytes)).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  process.once('disconnect', () => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  process.send?.({ origin: `http://127.0.0.1:${port}` } satisfies Answers)
}

function smallAnswer(path: string): string {
  const name = path.split('/').at(-1)
  return JSON.stringify({ id: 'image-1', name, size: 16_338_944, tags: ['a', 'b'] })
}

/** A JSON list of objects, as large as it was asked for. */
async function giveList(response: ServerResponse, sizeBytes: number): Promise<void> {
  const last = Buffer.from(`{"name":"${needle}"}]}`)
  const block = Buffer.from(Array.from({ length: 4096 }, (_, at) => `${rowOf(at)},\n`).join(''))
  response.setHeader('content-length', sizeBytes)
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  let left = sizeBytes - last.length
  response.write('{"images":[')
  left -= '{"images":['.length
  for (; left >= block.length; left -= block.length) {
    if (!response.write(block)) await once(response, 'drain', { signal: gone.signal })
  }
  response.write(Buffer.alloc(left, 0x20))
  response.end(last)
}

function rowOf(at: number): string {
  const id = `${String(at).padStart(8, '0')}-0000-4000-8000-000000000000`
  return `{"id":"${id}","name":"disk ${at % 97}","status":"active","size":${21_474_836_480 + at},"tags":["a","b"]}`
}
