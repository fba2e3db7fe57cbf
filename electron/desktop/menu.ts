import type { MenuItemConstructorOptions } from 'electron'

import type { Words } from './words.ts'

/** The application menu: roles only, so that every item does what the platform's own does. */
export function menuTemplate(words: Words, platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const appMenu: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : []
  return [
    ...appMenu,
    {
      label: words.file,
      submenu: [
        { role: 'close', label: words.close },
        { role: 'quit', label: words.quit },
      ],
    },
    {
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
    },
    {
      label: words.view,
      submenu: [
        { role: 'reload', label: words.reload },
        separator,
        { role: 'resetZoom', label: words.resetZoom },
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        { role: 'togglefullscreen', label: words.fullScreen },
        separator,
        { role: 'toggleDevTools', label: words.developerTools },
      ],
    },
    { role: 'windowMenu', label: words.window, submenu: [{ role: 'minimize', label: words.minimize }] },
  ]
}
