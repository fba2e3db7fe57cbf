import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { expect, test } from './served-app.ts'

// A page of somebody else on this machine, open in the operator's own browser beside Arclight: same site, other origin.

let server: Server
let hostile: string
test.beforeEach(async () => {
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Nice page</title>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  hostile = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
test.afterEach(() => {
  server.close()
  server.closeAllConnections()
})

test('another page of the same browser gets nothing out of Arclight, and nothing in', async ({
  app,
  opened,
}) => {
  const other = await opened.context().newPage()
  await other.goto(hostile)
  const { host, origin, hash } = new URL(app.url)
  const token = hash.slice('#token='.length)

  const outcomes = await other.evaluate(tryEverything, { host, origin, token })

  expect(outcomes).toEqual({
    read: 'TypeError',
    'read with cookies': 'TypeError',
    'trade of the used token': 'TypeError',
    upload: 'TypeError',
    'opaque read': 'TypeError',
    socket: 'refused',
    frame: 'empty',
    script: 'refused',
    image: 'refused',
  })
  await expect(opened.getByRole('navigation')).toBeVisible()
  expect(app.output()).not.toContain('Error')
})

test('a browser whose session has gone says so, and goes on with a new link', async ({
  app,
  opened: page,
}) => {
  await page.context().clearCookies()
  await page.reload()
  await expect(page.getByRole('alert')).toContainText('Locked: this browser needs a new link')

  process.kill(app.pid, 'SIGUSR1')
  await expect.poll(() => links(app.output()).length).toBe(2)
  await page.goto('about:blank')
  await page.goto(links(app.output())[1] ?? '')

  await expect(page.getByRole('navigation')).toBeVisible()
})

test('a used link lets no second browser in', async ({ app, browser, opened }) => {
  await expect(opened.getByRole('navigation')).toBeVisible()
  const stranger = await browser.newPage()

  await stranger.goto(app.url)

  await expect(stranger.getByRole('alert')).toContainText('Locked')
  await stranger.close()
})

function links(output: string): string[] {
  return output.match(/http:\/\/\S+#token=\S+/g) ?? []
}

/** Runs in the hostile page. */
async function tryEverything({ host, origin, token }: { host: string; origin: string; token: string }) {
  const ask = (path: string, options: RequestInit) =>
    fetch(origin + path, options).then(
      ({ status }) => `answered ${status}`,
      (error: Error) => error.name,
    )
  const element = (tag: 'script' | 'img', path: string) =>
    new Promise<string>((resolve) => {
      const made = document.createElement(tag)
      made.addEventListener('load', () => resolve('loaded'))
      made.addEventListener('error', () => resolve('refused'))
      made.src = origin + path
      document.body.append(made)
    })
  const socket = new Promise<string>((resolve) => {
    const opening = new WebSocket(`ws://${host}/rpc`)
    opening.addEventListener('open', () => resolve('open'))
    opening.addEventListener('error', () => resolve('refused'))
  })
  const frame = new Promise<string>((resolve) => {
    const made = document.createElement('iframe')
    made.addEventListener('load', () => {
      // What refuses to be framed is shown as an error page of an origin of its own.
      resolve(made.contentWindow?.length === 0 && made.contentDocument === null ? 'empty' : 'framed')
    })
    made.src = `${origin}/`
    document.body.append(made)
  })
  const order = JSON.stringify({ token })
  return {
    read: await ask('/', {}),
    'read with cookies': await ask('/body/any', { credentials: 'include' }),
    'trade of the used token': await ask('/session', { method: 'POST', body: order, credentials: 'include' }),
    upload: await ask('/upload/ticket', { method: 'PUT', body: 'x', credentials: 'include' }),
    'opaque read': await ask('/session', { mode: 'no-cors', credentials: 'include' }),
    socket: await socket,
    frame: await frame,
    script: await element('script', '/served.html'),
    image: await element('img', '/session'),
  }
}
