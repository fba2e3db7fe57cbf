import type * as Electron from 'electron'

/** As much of Electron as the desktop shell uses. main.ts gives the real one, tests a stand-in. */
export type ElectronParts = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'shell'
>

/** A JSON file of the shell's own, as electron-store keeps it: read and replaced whole. */
export interface StoreFile {
  store: Record<string, unknown>
}
