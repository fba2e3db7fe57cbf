import { expect, test } from 'vitest'

import { bodyWindowBytes, readBodyWindow, textOfWindow } from './body-window.ts'

test('learns the whole size from a part', async () => {
  const headers = { 'content-range': 'bytes 0-4/1288490188', 'content-type': 'text/plain' }

  const window = await readBodyWindow(new Response('hello', { status: 206, headers }))

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

  const window = await readBodyWindow(new Response(endless))

  expect(window.bytes).toHaveLength(bodyWindowBytes)
  expect(window.totalBytes).toBeNull()
  expect(hasStopped).toBe(true)
})

test('takes a range that cannot be met as an empty body', async () => {
  const window = await readBodyWindow(new Response(null, { status: 416 }))

  expect(window.totalBytes).toBe(0)
  expect(textOfWindow(window)).toBe('')
})

test('fails when the body is no longer kept', async () => {
  await expect(readBodyWindow(new Response(null, { status: 404 }))).rejects.toThrow('404')
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
