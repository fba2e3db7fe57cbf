import type { MenuItemConstructorOptions } from 'electron'

import type { MenuCommand, MenuPlace, PageMenu } from '../../../shared/model/page-menu.ts'
import type { Words } from '../words.ts'

export interface MenuParts {
  readonly words: Words
  readonly platform: NodeJS.Platform
  /** Null until a page has told what it can do. */
  readonly page: PageMenu | null
  readonly openFiles: () => void
  /** Has the page run one of its commands. */
  readonly run: (commandId: string) => void
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

/**
 * The application menu. What the page can do stands in it as the page itself names it; the rest are roles, so that
 * every item does what the platform's own does.
 */
export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const { words, platform, page } = parts
  const isMac = platform === 'darwin'
  const go = pageItems(parts, 'go')
  const cloud = pageItems(parts, 'cloud')
  const screen = pageItems(parts, 'screen')
  return [
    ...(isMac ? [appMenu(parts)] : []),
    fileMenu(parts),
    editMenu(words),
    viewMenu(parts),
    ...(go.length > 0 ? [{ label: words.go, submenu: go }] : []),
    ...(cloud.length > 0 ? [{ label: words.cloud, submenu: cloud }] : []),
    ...(page && screen.length > 0 ? [{ label: plain(page.screen), submenu: screen }] : []),
    ...(isMac ? [windowMenu(words)] : []),
    { role: 'help', label: words.help, submenu: pageItems(parts, 'help') },
  ]
}

function appMenu(parts: MenuParts): MenuItemConstructorOptions {
  const { words } = parts
  const settings = pageItems(parts, 'settings').map((item) => ({ ...item, accelerator: 'Command+,' }))
  return {
    label: words.app,
    submenu: [
      { role: 'about', label: words.about },
      separator,
      ...settings,
      separator,
      { role: 'services', label: words.services },
      separator,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      separator,
      { role: 'quit', label: words.quit },
    ],
  }
}

function fileMenu(parts: MenuParts): MenuItemConstructorOptions {
  const { words, platform, openFiles } = parts
  const open = { label: words.openFile, accelerator: 'CommandOrControl+O', click: () => openFiles() }
  // Ctrl+W closes a request in the page.
  const close = {
    role: 'close' as const,
    label: words.close,
    accelerator: 'CommandOrControl+Shift+W',
  }
  if (platform === 'darwin') return { label: words.file, submenu: [open, separator, close] }
  return {
    label: words.file,
    submenu: [
      open,
      separator,
      ...pageItems(parts, 'settings'),
      separator,
      close,
      { role: 'quit', label: words.quit, accelerator: 'CommandOrControl+Q' },
    ],
  }
}

function editMenu(words: Words): MenuItemConstructorOptions {
  return {
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      separator,
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'selectAll', label: words.selectAll },
    ],
  }
}

function viewMenu(parts: MenuParts): MenuItemConstructorOptions {
  const { words } = parts
  const theme = pageItems(parts, 'theme')
  const language = pageItems(parts, 'language')
  return {
    label: words.view,
    submenu: [
      ...(theme.length > 0 ? [...theme, separator, ...language, separator] : []),
      { role: 'resetZoom', label: words.resetZoom },
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      { role: 'togglefullscreen', label: words.fullScreen },
      separator,
      { role: 'reload', label: words.reload },
      { role: 'toggleDevTools', label: words.developerTools },
    ],
  }
}

function windowMenu(words: Words): MenuItemConstructorOptions {
  return {
    role: 'window',
    label: words.window,
    submenu: [
      { role: 'minimize', label: words.minimize },
      { role: 'zoom', label: words.zoomWindow },
      separator,
      { role: 'front', label: words.allToFront },
    ],
  }
}

function pageItems({ page, platform, run }: MenuParts, place: MenuPlace): MenuItemConstructorOptions[] {
  const commands = page?.commands.filter((command) => command.place === place) ?? []
  return commands.map((command) => {
    const { id, label, isChosen } = command
    return {
      id,
      label: plain(label),
      click: () => run(id),
      ...(isChosen === null ? {} : { type: 'radio' as const, checked: isChosen }),
      ...shownKeys(command, platform),
    }
  })
}

/** The page hears its own keys: the menu only shows them, which a Mac's cannot. */
function shownKeys({ keys }: MenuCommand, platform: NodeJS.Platform): MenuItemConstructorOptions {
  const isShown = platform !== 'darwin' && keys !== null && accelerator.test(keys)
  return isShown
    ? { accelerator: keys.replace('PgUp', 'PageUp').replace('PgDn', 'PageDown'), registerAccelerator: false }
    : {}
}

const accelerator = /^((Ctrl|Alt|Shift)\+)+(Enter|Tab|PgUp|PgDn|F\d{1,2}|[A-Z0-9])$|^F\d{1,2}$/

/** In a label one & marks the letter that follows it. */
function plain(label: string): string {
  return label.replaceAll('&', '&&')
}
