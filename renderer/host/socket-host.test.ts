import { expect, test } from 'vitest'

import { SessionRefusedError } from './served-session.ts'
import { type BrowserPage, createSocketHost } from './socket-host.ts'

test('does not open a socket when the token is refused', async () => {
  const { page, requests } = pageWith('wrong', 401)

  await expect(createSocketHost(page)).rejects.toBeInstanceOf(SessionRefusedError)
  expect(requests).toEqual([['/session', 'POST', '{"token":"wrong"}']])
})

test('asks for the session that a reloaded page has', async () => {
  const { page, requests } = pageWith(null, 401)

  await expect(createSocketHost(page)).rejects.toBeInstanceOf(SessionRefusedError)
  expect(requests).toEqual([['/session', 'GET', undefined]])
})

function pageWith(token: string | null, status: number) {
  const requests: unknown[][] = []
  const page: BrowserPage = {
    takeToken: () => token,
    request: async (path, options) => {
      requests.push([path, options?.method ?? 'GET', options?.body])
      return new Response(null, { status })
    },
    openSocket: () => {
      throw new Error('a socket was opened')
    },
  }
  return { page, requests }
}
