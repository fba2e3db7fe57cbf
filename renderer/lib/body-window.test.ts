import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import { expect, test } from 'vitest'

import { bodyWindowBytes, fetchBodyWindow, textOfWindow } from './body-window.ts'

test('asks for the first 512 KiB and learns the whole size', async () => {
  const asked: (string | undefined)[] = []
  await using server = await serve((request, response) => {
    asked.push(request.headers.range)
    response.writeHead(206, { 'content-range': 'bytes 0-4/1288490188', 'content-type': 'text/plain' })
    response.end('hello')
  })

  const window = await fetchBodyWindow(server.url, AbortSignal.timeout(5000))

  expect(asked).toEqual(['bytes=0-524287'])
  expect(window.totalBytes).toBe(1_288_490_188)
  expect(textOfWindow(window)).toBe('hello')
})

test('stops reading by itself where ranges are not known', async () => {
  let hasClosed: () => void
  const closed = new Promise<void>((resolve) => (hasClosed = resolve))
  await using server = await serve((_, response) => {
    const chunk = Buffer.alloc(64 * 1024, 'x')
    const pump = () => {
      while (response.write(chunk)) continue
    }
    response.on('drain', pump)
    response.on('close', () => hasClosed())
    pump()
  })

  const window = await fetchBodyWindow(server.url, AbortSignal.timeout(5000))

  expect(window.bytes).toHaveLength(bodyWindowBytes)
  expect(window.totalBytes).toBeNull()
  await closed
})

test('takes a range that cannot be met as an empty body', async () => {
  await using server = await serve((_, response) => response.writeHead(416).end())

  const window = await fetchBodyWindow(server.url, AbortSignal.timeout(5000))

  expect(window).toMatchObject({ totalBytes: 0 })
  expect(textOfWindow(window)).toBe('')
})

test('fails when the body is no longer kept', async () => {
  await using server = await serve((_, response) => response.writeHead(404).end())

  await expect(fetchBodyWindow(server.url, AbortSignal.timeout(5000))).rejects.toThrow('404')
})

test('leaves out a character that the window cuts, but not one that the body lacks', () => {
  const bytes = new TextEncoder().encode('giá').subarray(0, 3)

  expect(textOfWindow({ bytes, totalBytes: 4, contentType: '' })).toBe('gi')
  expect(textOfWindow({ bytes, totalBytes: 3, contentType: '' })).toBeNull()
})

test('knows bytes that are no text, and text in another charset', () => {
  const of = (bytes: number[], contentType: string) =>
    textOfWindow({ bytes: Uint8Array.from(bytes), totalBytes: bytes.length, contentType })

  expect(of([0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3], 'application/octet-stream')).toBeNull()
  expect(of([0xe9], 'text/plain; charset=iso-8859-1')).toBe('é')
  expect(of([0x41], 'text/plain; charset=no-such-thing')).toBe('A')
})

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/body/1`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
