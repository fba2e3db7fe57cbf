import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { MenuItemConstructorOptions } from 'electron'
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { MenuCommand, PageMenu } from '../../../shared/model/page-menu.ts'
import type { Core } from '../../core/core.ts'
import { channels } from '../channels.ts'
import { startForTest } from '../testing/start-for-test.ts'

let appDir: string
beforeEach(async () => {
  appDir = await mkdtemp(join(tmpdir(), 'arclight-menu-'))
})
afterEach(() => rm(appDir, { recursive: true }))

const titles = (menu: readonly MenuItemConstructorOptions[]) => menu.map(({ label }) => label)

test('speaks the desktop’s language, or the one that was chosen', async () => {
  const english = await startForTest(appDir)
  const vietnamese = await startForTest(appDir, {}, { locale: 'vi' })
  const language = { language: 'vi' } as ReturnType<Core['settings']['get']>
  const chosen = await startForTest(appDir, { settings: { get: () => language } })

  expect(titles(english.standIn.menu)).toEqual(['&File', '&Edit', '&View', '&Help'])
  expect(titles(vietnamese.standIn.menu)).toEqual(['&Tệp', '&Sửa', '&Xem', 'Trợ &giúp'])
  expect(titles(chosen.standIn.menu)).toEqual(titles(vietnamese.standIn.menu))
})

test('has a Mac’s own menus on a Mac', async () => {
  const { standIn, tell } = await started('darwin')

  tell(page)

  expect(titles(standIn.menu)).toEqual([
    'Arclight',
    '&File',
    '&Edit',
    '&View',
    '&Go',
    '&Cloud',
    'Requests',
    '&Window',
    '&Help',
  ])
  expect(itemsOf(standIn.menu, 'Arclight').map(({ role, label }) => role ?? label)).toEqual([
    'about',
    undefined,
    'Settings',
    undefined,
    'services',
    undefined,
    'hide',
    'hideOthers',
    'unhide',
    undefined,
    'quit',
  ])
  expect(itemsOf(standIn.menu, '&File').map(({ label }) => label)).not.toContain('Settings')
  expect(itemsOf(standIn.menu, 'Requests')[0]).not.toHaveProperty('accelerator')
})

test('shows what the page can do as the page names it, and has the page do it', async () => {
  const { standIn, window, tell } = await started()

  tell(page)

  expect(titles(standIn.menu)).toEqual(['&File', '&Edit', '&View', '&Go', '&Cloud', 'Requests', '&Help'])
  expect(itemsOf(standIn.menu, '&Cloud')).toMatchObject([
    { label: 'R&&D', type: 'radio', checked: true },
    { label: 'prod', type: 'radio', checked: false },
  ])
  expect(itemsOf(standIn.menu, 'Requests')).toMatchObject([
    { label: 'Send', accelerator: 'Ctrl+Enter', registerAccelerator: false },
    { label: 'Next request', accelerator: 'Ctrl+Alt+PageDown', registerAccelerator: false },
    { label: 'Revert' },
  ])
  expect(itemsOf(standIn.menu, 'Requests')[2]).not.toHaveProperty('accelerator')

  choose(itemsOf(standIn.menu, 'Requests')[0])
  expect(window.webContents.sent).toEqual([[channels.runCommand, 'request-send']])
})

test('follows the page: another screen, another language, no window at all', async () => {
  const { standIn, window, tell } = await started('darwin')
  tell(page)

  tell({ ...page, language: 'vi', screen: 'Image', commands: [command('images-refresh', 'Làm mới')] })
  expect(titles(standIn.menu)).toContain('Image')
  expect(titles(standIn.menu)).toContain('&Tệp')
  expect(titles(standIn.menu)).not.toContain('Requests')

  standIn.app.closeWindow(window)
  expect(titles(standIn.menu)).not.toContain('Image')
})

test('takes nothing that is not a menu, nor anything from elsewhere', async () => {
  const { standIn, window, tell } = await started()
  const before = titles(standIn.menu)

  tell({ ...page, commands: [{ id: 'x' }] as unknown as MenuCommand[] })
  const foreign = window.webContents.sender({ origin: 'app://arclight' })
  standIn.ipc.send(channels.showCommands, foreign, page)

  expect(titles(standIn.menu)).toEqual(before)
})

test.each(['linux', 'win32', 'darwin'] as const)(
  'takes no key that the page hears (%s)',
  async (platform) => {
    const { standIn, tell } = await started(platform)
    tell(page)

    const all = standIn.menu.flatMap(({ submenu }) => submenu as MenuItemConstructorOptions[])
    const taken = all
      .filter((item) => item.registerAccelerator !== false)
      .flatMap(({ role, accelerator }) => accelerator ?? keysOfRoles[role ?? ''] ?? [])
      .map((keys) => keys.replace(/CmdOrCtrl|CommandOrControl|Command/, 'Ctrl'))

    expect(taken).toContain('Ctrl+O')
    expect(taken.filter((keys) => keysOfPage.includes(keys))).toEqual([])
  },
)

/** By Electron's documentation of MenuItem.role: what a role takes where no accelerator is given. */
const keysOfRoles: Readonly<Record<string, string[]>> = {
  undo: ['Ctrl+Z'],
  redo: ['Ctrl+Shift+Z', 'Ctrl+Y'],
  cut: ['Ctrl+X'],
  copy: ['Ctrl+C'],
  paste: ['Ctrl+V'],
  selectAll: ['Ctrl+A'],
  close: ['Ctrl+W'],
  quit: ['Ctrl+Q'],
  reload: ['Ctrl+R'],
  toggleDevTools: ['Ctrl+Shift+I'],
  resetZoom: ['Ctrl+0'],
  zoomIn: ['Ctrl+Plus'],
  zoomOut: ['Ctrl+-'],
  togglefullscreen: ['F11'],
  minimize: ['Ctrl+M'],
  hide: ['Ctrl+H'],
}

/** Selecting everything is the same in both. */
const keysOfPage = (
  'Ctrl+K Ctrl+Enter Ctrl+S Ctrl+T Ctrl+W Ctrl+D Ctrl+F Ctrl+Tab Ctrl+PageDown Ctrl+PageUp F2 / ? Escape Alt+W ' +
  'Ctrl+Alt+N Ctrl+Alt+W Ctrl+Alt+Z Ctrl+Alt+PageDown Ctrl+Alt+PageUp Alt+1 Alt+2 Alt+3 Alt+4 Alt+5 Alt+6'
).split(' ')

const page: PageMenu = {
  language: 'en',
  screen: 'Requests',
  commands: [
    command('request-send', 'Send', { keys: 'Ctrl+Enter' }),
    command('request-next', 'Next request', { keys: 'Ctrl+Alt+PgDn' }),
    command('request-revert', 'Revert', { keys: 'to what is saved' }),
    command('go-images', 'Go to Images', { place: 'go', keys: 'Alt+1' }),
    command('go-settings', 'Settings', { place: 'settings', keys: 'Alt+6' }),
    command('cloud-1', 'R&D', { place: 'cloud', isChosen: true }),
    command('cloud-2', 'prod', { place: 'cloud', isChosen: false }),
    command('theme-dark', 'Theme: Dark', { place: 'theme', isChosen: true }),
    command('language-en', 'Language: English', { place: 'language', isChosen: true }),
    command('tour', 'Guided tour', { place: 'help' }),
  ],
}

function command(id: string, label: string, more: Partial<MenuCommand> = {}): MenuCommand {
  return { id, label, place: 'screen', keys: null, isChosen: null, ...more }
}

async function started(platform: NodeJS.Platform = 'linux') {
  const { standIn, window } = await startForTest(appDir, {}, {}, undefined, { platform })
  const tell = (menu: PageMenu) => standIn.ipc.send(channels.showCommands, window.webContents.sender(), menu)
  return { standIn, window, tell }
}

function itemsOf(menu: readonly MenuItemConstructorOptions[], label: string): MenuItemConstructorOptions[] {
  return menu.find((item) => item.label === label)?.submenu as MenuItemConstructorOptions[]
}

function choose(item: MenuItemConstructorOptions | undefined): void {
  item?.click?.({} as never, undefined, {})
}
