import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Contract } from '../../shared/contract/index.ts'
import type { Transfer } from '../../shared/model/transfer.ts'
import { channels } from './channels.ts'
import { createStandInChannel } from './testing/stand-in-port.ts'
import type { StandInWindow } from './testing/stand-in-window.ts'
import { startForTest } from './testing/start-for-test.ts'

let appDir: string
const closing: (() => void)[] = []
beforeEach(async () => {
  appDir = await mkdtemp(join(tmpdir(), 'arclight-desktop-'))
  await mkdir(join(appDir, '.vite', 'page', 'assets'), { recursive: true })
  await writeFile(join(appDir, '.vite', 'page', 'desktop.html'), 'the page')
  await writeFile(join(appDir, '.vite', 'page', 'assets', 'app.js'), 'export {}')
  await writeFile(join(appDir, 'secret.json'), 'not part of the page')
})
afterEach(async () => {
  for (const close of closing.splice(0)) close()
  await rm(appDir, { recursive: true })
})

test('serves the page with a policy that runs only its own scripts', async () => {
  const { standIn } = await startForTest(appDir)

  const page = await standIn.request('app://arclight/desktop.html')
  const script = await standIn.request('app://arclight/assets/app.js')

  expect(await page.text()).toBe('the page')
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
  expect(page.headers.get('content-security-policy')).toContain("connect-src 'self';")
  expect(script.headers.get('content-type')).toContain('text/javascript')
})

test.each([
  'app://elsewhere/desktop.html',
  'app://arclight/nothing.html',
  'app://arclight/..%2f..%2fsecret.json',
  'app://arclight/%2e%2e/%2e%2e/secret.json',
  'app://arclight/assets',
])('finds nothing at %s', async (url) => {
  const { standIn } = await startForTest(appDir)

  expect((await standIn.request(url)).status).toBe(404)
})

test('gives bodies in ranges', async () => {
  const path = join(appDir, 'secret.json')
  const { standIn } = await startForTest(appDir, {
    bodies: { find: async () => ({ path, sizeBytes: 20, contentType: 'application/json' }) },
  })

  const part = await standIn.request('app://arclight/body/1', { headers: { range: 'bytes=4-7' } })
  const saved = await standIn.request('app://arclight/body/1?download=a.json')

  expect(part.status).toBe(206)
  expect(await part.text()).toBe('part')
  expect(part.headers.get('content-security-policy')).toMatch(/^sandbox/)
  expect(saved.headers.get('content-disposition')).toContain('filename="a.json"')
  expect(await saved.text()).toBe('not part of the page')
  expect((await standIn.request('app://arclight/body/1', { method: 'PUT' })).status).toBe(404)
})

test('answers the page over the port that it sent, and goes on after a malformed frame', async () => {
  const { standIn, window } = await startForTest(appDir)
  const channel = openChannel()

  standIn.ipc.send(channels.connect, { ...window.webContents.sender(), ports: [channel.main] })
  for (const frame of ['{"i":', 'null', { i: '0' }, new Uint8Array([255])]) channel.sendFromPage(frame)

  expect(await clientOf(channel.page).app.info()).toMatchObject({ version: '1.2.3' })
})

test.each([
  ['a frame in the page', (window: StandInWindow) => window.webContents.sender({ origin: 'app://arclight' })],
  [
    'a page that is not ours',
    (window: StandInWindow) => {
      window.webContents.mainFrame.origin = 'https://example.org'
      return window.webContents.sender()
    },
  ],
  ['a frame that is gone', (window: StandInWindow) => window.webContents.sender(null)],
])('closes the port of %s, and answers nothing else of it', async (_who, senderOf) => {
  const { standIn, window } = await startForTest(appDir)
  const channel = openChannel()
  const closed = new Promise((resolve) => channel.page.once('close', resolve))
  const sender = senderOf(window)

  standIn.ipc.send(channels.connect, { ...sender, ports: [channel.main] })

  await closed
  for (const name of standIn.ipc.channels()) {
    await expect(standIn.ipc.invoke(name, sender)).rejects.toThrow('refused')
  }
})

test('tells nobody where files lie', async () => {
  const handle = { handle: 'h1', name: 'a.img', sizeBytes: 1, heldBy: 'host' as const }
  const { standIn, window } = await startForTest(appDir, {
    files: { addPath: async () => handle, addTarget: () => ({ ...handle, handle: 'h2' }) },
    transfers: {
      async *watch() {
        const saved = { direction: 'download', state: 'verified', savedPath: '/downloads/a.img' }
        yield { type: 'all', transfers: [{ id: 'done', ...saved } as Transfer] }
      },
    },
  })
  const invoke = (channel: string, ...args: unknown[]) =>
    standIn.ipc.invoke(channel, window.webContents.sender(), ...args)
  standIn.said.filesToOpen = ['/home/operator/a.img']

  expect(await invoke(channels.registerFile, '/home/operator/a.img', 'a.img')).toEqual({
    ok: true,
    value: handle,
  })
  expect(await invoke(channels.chooseFiles)).toEqual({ ok: true, value: [handle] })
  expect(await invoke(channels.chooseSaveTarget, 'a.img')).toEqual({ ok: true, value: null })
  standIn.said.fileToSave = '/home/operator/b.img'
  expect(await invoke(channels.chooseSaveTarget, '../../etc/a.img')).toEqual({ ok: true, value: 'h2' })
  expect(standIn.said.suggested).toEqual([join('/downloads', 'a.img'), join('/downloads', 'a.img')])
  expect(await invoke(channels.revealFile, 'done')).toEqual({ ok: true, value: null })
  expect(standIn.said.revealed).toEqual(['/downloads/a.img'])
})

test('a failure that an operator can mend crosses the bridge whole', async () => {
  const { standIn, window } = await startForTest(appDir)
  const invoke = (channel: string, ...args: unknown[]) =>
    standIn.ipc.invoke(channel, window.webContents.sender(), ...args)

  expect(await invoke(channels.registerFile, '', 'made-by-the-page')).toMatchObject({
    ok: false,
    problem: { code: 'FILE_UNREADABLE', data: { name: 'made-by-the-page' } },
  })
  expect(await invoke(channels.revealFile, 'unknown')).toEqual({
    ok: false,
    problem: { code: 'TRANSFER_UNKNOWN', data: { transferId: 'unknown' } },
  })
  await expect(invoke(channels.revealFile, { id: 1 })).rejects.toThrow(/invalid/i)
})

function openChannel(): ReturnType<typeof createStandInChannel> {
  const channel = createStandInChannel()
  closing.push(() => channel.page.close())
  return channel
}

function clientOf(port: ReturnType<typeof createStandInChannel>['page']): ContractRouterClient<Contract> {
  port.start()
  return createORPCClient(new RPCLink({ port: port as never }))
}
