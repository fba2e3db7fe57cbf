import { pageMenu, type PageMenu } from '../../../shared/model/page-menu.ts'
import { channels } from '../channels.ts'
import type { ElectronParts } from '../electron-parts.ts'
import { isFromOurPage } from '../page-origin.ts'
import type { Words } from '../words.ts'
import { menuTemplate } from './menu-template.ts'

export interface ShownMenuParts {
  readonly electron: ElectronParts
  readonly platform: NodeJS.Platform
  /** Those of this language, else of the one that holds when it is asked. */
  readonly words: (language?: string) => Words
  readonly openFiles: () => void
  readonly run: (commandId: string) => void
}

/** Shows the application menu, and again each time that a page tells what it can do. */
export function showMenu({ electron, words, ...parts }: ShownMenuParts): { forgetPage(): void } {
  const { Menu, ipcMain } = electron
  const show = (page: PageMenu | null) => {
    const template = menuTemplate({ ...parts, words: words(page?.language), page })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  ipcMain.on(channels.showCommands, (event, told: unknown) => {
    if (!isFromOurPage(event)) return
    const page = pageMenu.safeParse(told)
    if (page.success) show(page.data)
  })
  show(null)
  return { forgetPage: () => show(null) }
}
