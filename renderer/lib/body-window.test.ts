import { expect, test } from 'vitest'

import { bodyWindowBytes, readBodyWindow, textOfWindow } from './body-window.ts'

test('learns the whole size from a part', async () => {
  const headers = { 'content-range': 'bytes 0-4/1288490188', 'content-type': 'text/plain' }

  const window = await windowOf(new Response('hello', { status: 206, headers }))

  expect(window.totalBytes).toBe(1_288_490_188)
  expect(textOfWindow(window)).toBe('hello')
})

test('stops reading by itself where ranges are not known', async () => {
  let hasStopped = false
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(60_000)),
    cancel: () => {
      hasStopped = true
    },
  })

  const window = await windowOf(new Response(endless))

  expect(window.bytes).toHaveLength(bodyWindowBytes)
  expect(window.totalBytes).toBeNull()
  expect(hasStopped).toBe(true)
})

test('takes a range that cannot be met as an empty body', async () => {
  const window = await windowOf(new Response(null, { status: 416 }))

  expect(window.totalBytes).toBe(0)
  expect(textOfWindow(window)).toBe('')
})

test('tells a body that is no longer kept from a host that fails', async () => {
  expect(await readBodyWindow(new Response(null, { status: 404 }))).toBeNull()
  await expect(readBodyWindow(new Response(null, { status: 500 }))).rejects.toThrow('500')
})

test('leaves out a character that the window cuts, but not one that the body lacks', () => {
  const bytes = new TextEncoder().encode('giá').subarray(0, 3)

  expect(textOfWindow({ bytes, totalBytes: 4, contentType: '' })).toBe('gi')
  expect(textOfWindow({ bytes, totalBytes: 3, contentType: '' })).toBeNull()
})

test('knows bytes that are no text, and text in another charset', () => {
  expect(textOf([0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3], 'application/octet-stream')).toBeNull()
  expect(textOf([0xe9], 'text/plain; charset=iso-8859-1')).toBe('é')
  expect(textOf([0x41], 'text/plain; charset=no-such-thing')).toBe('A')
})

async function windowOf(response: Response) {
  const window = await readBodyWindow(response)
  if (!window) throw new Error('the body is not kept')
  return window
}

function textOf(bytes: number[], contentType: string): string | null {
  return textOfWindow({ bytes: Uint8Array.from(bytes), totalBytes: bytes.length, contentType })
}
