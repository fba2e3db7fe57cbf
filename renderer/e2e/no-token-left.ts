import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, type Page } from '@playwright/test'

/** As Keystone gives them out, and the sandbox after it. */
const token = /gAAAAA[\w-]{60,}/

interface Written {
  readonly dir: string
  output(): string
}

/** Larger ones are data of images. */
const largestBytes = 16 * 1024 * 1024

/** Fails if a token came to a page, whatever the test did with it. */
export async function withoutTokens(page: Page, use: () => Promise<void>): Promise<void> {
  const found: string[] = []
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const frame = payload.toString()
      if (token.test(frame)) found.push(frame.replace(token, '<token>').slice(0, 300))
    }),
  )
  await use()
  expect(found, 'messages to the page with a token in them').toEqual([])
}

/** Fails if a token is in a file that the app wrote, or in what it printed. */
export async function expectNoTokenLeft({ dir, output }: Written): Promise<void> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const found: string[] = []
  for (const path of paths) {
    if ((await stat(path)).size > largestBytes) continue
    if (token.test(await readFile(path, 'latin1'))) found.push(path)
  }
  expect(found, 'files with a token in them').toEqual([])
  expect(output()).not.toMatch(token)
}
