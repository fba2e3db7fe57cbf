import { expect, test } from 'vitest'

import type { FileWanted } from '../../shared/model/file-handle.ts'
import { PageFiles } from './page-files.ts'

test('sends the bytes of a file that the host asks for', async () => {
  const { files, puts } = pageAsked(['f1'])
  await files.take(new File(['hello'], 'a.img'))

  await files.answer()

  expect(files.holdsAny()).toBe(true)
  expect(puts.map(({ path }) => path)).toEqual(['/upload/ticket-f1'])
  expect(await puts[0]?.body.text()).toBe('hello')
})

test('leaves alone what another page holds', async () => {
  const { files, puts } = pageAsked(['elsewhere'])
  await files.take(new File(['hello'], 'a.img'))

  await files.answer()

  expect(puts).toEqual([])
})

test('sends again when asked again', async () => {
  const { files, puts } = pageAsked(['f1', 'f1'])
  await files.take(new File(['hello'], 'a.img'))

  await files.answer()

  expect(puts).toHaveLength(2)
})

test('keeps a file whose reader gave up', async () => {
  const { files, forgotten } = pageAsked(['f1'], () => Promise.reject(new TypeError('network error')))
  await files.take(new File(['hello'], 'a.img'))

  await files.answer()
  await settled()

  expect(forgotten).toEqual([])
})

test('tells the host of a file that cannot be read any more', async () => {
  const { files, forgotten } = pageAsked(['f1'], () => Promise.reject(new TypeError('network error')))
  const gone = new File(['hello'], 'a.img')
  gone.slice = () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }) as unknown as Blob
  await files.take(gone)

  await files.answer()
  await settled()

  expect(forgotten).toEqual(['f1'])
  expect(files.holdsAny()).toBe(false)
})

function pageAsked(handles: string[], answer = () => Promise.resolve(new Response(null, { status: 204 }))) {
  const puts: { path: string; body: File }[] = []
  const forgotten: string[] = []
  const client = {
    announce: async (file: { name: string; sizeBytes: number }) => ({
      ...file,
      handle: 'f1',
      heldBy: 'page',
    }),
    forget: async ({ handle }: { handle: string }) => void forgotten.push(handle),
    wanted: async () => asking(handles),
  }
  const put = async (path: unknown, options?: RequestInit) => {
    puts.push({ path: String(path), body: options?.body as File })
    return await answer()
  }
  const files = new PageFiles(client as never, put)
  return { files, puts, forgotten }
}

// What a refused PUT sets off takes a few turns of the event loop, none of which can be awaited from here.
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function* asking(handles: string[]): AsyncGenerator<FileWanted, void> {
  for (const handle of handles) yield { ticket: `ticket-${handle}`, handle }
}
