import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { startForTest, turn } from './testing/start-for-test.ts'

let appDir: string
beforeEach(async () => {
  appDir = await mkdtemp(join(tmpdir(), 'arclight-desktop-'))
})
afterEach(() => rm(appDir, { recursive: true }))

test('the page gets a sandbox, a world of its own and nothing of Node', async () => {
  const { window } = await startForTest(appDir)

  expect(window.options.webPreferences).toEqual({
    preload: join(appDir, '.vite', 'build', 'preload.cjs'),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  })
  expect(window.loaded).toEqual(['app://arclight/desktop.html'])
})

test('every process is sandboxed, and the scheme has an origin, before the app is ready', async () => {
  const { standIn } = await startForTest(appDir)

  expect(standIn.app.calls.slice(0, 2)).toEqual(['enableSandbox', 'ready'])
  expect(standIn.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
})

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
  'refuses %s',
  async (event) => {
    const { window } = await startForTest(appDir)

    expect(window.webContents.events.isRefused(event)).toBe(true)
  },
)

test.each(['midi', 'media', 'geolocation', 'clipboard-read', 'openExternal', 'fileSystem'])(
  'refuses the permission %s',
  async (permission) => {
    const { standIn } = await startForTest(appDir)

    expect(standIn.permissions.isGranted(permission, 'app://arclight/desktop.html')).toEqual({
      asked: false,
      checked: false,
    })
  },
)

test('lets only the page itself write to the clipboard', async () => {
  const { standIn } = await startForTest(appDir)
  const { isGranted } = standIn.permissions

  const write = 'clipboard-sanitized-write'
  expect(isGranted(write, 'app://arclight/desktop.html')).toEqual({ asked: true, checked: true })
  expect(isGranted(write, 'https://arclight/')).toEqual({ asked: false, checked: false })
  expect(isGranted(write, 'app://elsewhere/')).toEqual({ asked: false, checked: false })
})

test('refuses devices, dictionaries, and every request that is not the page’s own', async () => {
  const { standIn } = await startForTest(appDir)
  const { permissions } = standIn

  expect(permissions.isDeviceGranted()).toBe(false)
  expect(permissions.isSpellCheckerOn()).toBe(false)
  for (const url of [
    'https://example.org/',
    'http://127.0.0.1/',
    'ws://example.org/',
    'file:///etc/passwd',
  ]) {
    expect(permissions.isRequestAllowed(url)).toBe(false)
  }
  expect(permissions.isRequestAllowed('app://arclight/desktop.html')).toBe(true)
  expect(permissions.isDownloadAllowed('app://arclight/body/1?download=a.json')).toBe(true)
  expect(permissions.isDownloadAllowed('blob:app://arclight/0c1f')).toBe(true)
  expect(permissions.isDownloadAllowed('blob:https://example.org/0c1f')).toBe(false)
  expect(permissions.isDownloadAllowed('https://example.org/a.exe')).toBe(false)
})

test('opens no window, and a link only after the operator saw where it leads', async () => {
  const { standIn, window } = await startForTest(appDir)
  const open = (url: string) => window.webContents.openHandler({ url } as never)

  standIn.said.buttons.push(0)
  expect(open('https://docs.openstack.org/')).toEqual({ action: 'deny' })
  await turn()
  expect(standIn.said.openedLinks).toEqual(['https://docs.openstack.org/'])

  standIn.said.buttons.push(1)
  open('https://example.org/')
  await turn()
  expect(standIn.said.asked.map(({ detail }) => detail)).toEqual([
    'https://docs.openstack.org/',
    'https://example.org/',
  ])
  expect(standIn.said.openedLinks).toHaveLength(1)
})

test.each([
  'file:///etc/passwd',
  'http://example.org/',
  'smb://host/',
  'https://user:pass@example.org/',
  'x',
])('does not even offer to open %s', async (url) => {
  const { standIn, window } = await startForTest(appDir)

  expect(window.webContents.openHandler({ url } as never)).toEqual({ action: 'deny' })
  await turn()

  expect(standIn.said.asked).toEqual([])
  expect(standIn.said.openedLinks).toEqual([])
})
