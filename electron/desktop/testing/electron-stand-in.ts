import type * as Electron from 'electron'

import type { ElectronParts } from '../electron-parts.ts'
import { StandInEmitter, StandInEvent } from './stand-in-events.ts'
import { createStandInSession } from './stand-in-session.ts'
import { StandInWindow } from './stand-in-window.ts'

export interface StandInOptions {
  readonly locale?: string
  readonly isFirstInstance?: boolean
  readonly storageBackend?: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>
  readonly isEncryptionAvailable?: boolean
  readonly displays?: readonly Electron.Rectangle[]
}

/**
 * Electron as far as the desktop shell uses it, in plain Node: it remembers what it was told, and does to its
 * listeners what Electron would. Each part is held to Electron's own types.
 */
export function createElectronStandIn(appDir: string, options: StandInOptions = {}) {
  const windows: StandInWindow[] = []
  const app = createApp(appDir, options, windows)
  const ipc = createIpc()
  const { protocol, schemes, request } = createProtocol()
  const { dialog, shell, said } = createDialogs()
  const { session, ...permissions } = createStandInSession()
  const menu: Electron.MenuItemConstructorOptions[] = []

  class BrowserWindow extends StandInWindow {
    constructor(windowOptions: Electron.BrowserWindowConstructorOptions) {
      super(windowOptions)
      windows.push(this)
      app.events.emit('web-contents-created', new StandInEvent(), this.webContents)
    }
  }
  const Menu = {
    buildFromTemplate: (template) => template as unknown as Electron.Menu,
    setApplicationMenu: (built) => void menu.splice(0, menu.length, ...(built as unknown as typeof menu)),
  } satisfies Partial<typeof Electron.Menu>
  const awake = new Set<number>()
  const powerSaveBlocker = {
    start: () => {
      awake.add(awake.size + 1)
      return awake.size
    },
    stop: (id) => awake.delete(id),
  } satisfies Partial<Electron.PowerSaveBlocker>
  const screen = {
    getAllDisplays: () =>
      (options.displays ?? [{ x: 0, y: 0, width: 1920, height: 1080 }]).map(
        (workArea) => ({ workArea }) as Electron.Display,
      ),
  } satisfies Partial<Electron.Screen>

  const parts = {
    app: app.app,
    BrowserWindow,
    dialog,
    ipcMain: ipc.ipcMain,
    Menu,
    powerSaveBlocker,
    protocol,
    safeStorage: createSafeStorage(options),
    screen,
    session: { defaultSession: session },
    shell,
  } satisfies Record<keyof ElectronParts, unknown>
  return {
    electron: parts as unknown as ElectronParts,
    app,
    ipc,
    said,
    schemes,
    menu,
    isKeptAwake: () => awake.size > 0,
    windows,
    permissions,
    request,
  }
}

function createApp(appDir: string, options: StandInOptions, windows: StandInWindow[]) {
  const events = new StandInEmitter()
  const calls: string[] = []
  const exitCodes: number[] = []
  const badges: number[] = []

  /** As Electron does it: ask, close each window, then end. Any listener may refuse. */
  function quit(): void {
    calls.push('quit')
    if (events.isRefused('before-quit')) return
    for (const window of windows.toReversed()) if (!closeWindow(window)) return
    events.isRefused('will-quit')
  }

  function closeWindow(window: StandInWindow): boolean {
    if (window.events.isRefused('close')) return false
    windows.splice(windows.indexOf(window), 1)
    window.events.emit('closed')
    return true
  }

  const app = {
    on: events.on,
    whenReady: async () => void calls.push('ready'),
    enableSandbox: () => void calls.push('enableSandbox'),
    requestSingleInstanceLock: () => options.isFirstInstance ?? true,
    getLocale: () => options.locale ?? 'en-GB',
    getAppPath: () => appDir,
    getPath: (name) => `${appDir}/${name}`,
    getVersion: () => '1.2.3',
    setBadgeCount: (count = 0) => badges.push(count) > 0,
    quit,
    exit: (code = 0) => {
      exitCodes.push(code)
      events.emit('stand-in-exit')
    },
  } satisfies Partial<Electron.App>
  const exited = new Promise<void>((resolve) => events.once('stand-in-exit', resolve))
  return { app, events, calls, badges, exitCodes, exited, closeWindow }
}

function createIpc() {
  const events = new StandInEmitter()
  const handlers = new Map<string, Parameters<Electron.IpcMain['handle']>[1]>()
  const ipcMain = {
    on: events.on,
    handle: (channel, handler) => void handlers.set(channel, handler),
  } satisfies Partial<Electron.IpcMain>
  return {
    ipcMain,
    send: (channel: string, event: unknown, ...args: unknown[]) => events.emit(channel, event, ...args),
    channels: () => [...handlers.keys()],
    async invoke(channel: string, event: unknown, ...args: unknown[]): Promise<unknown> {
      return await handlers.get(channel)?.(event as Electron.IpcMainInvokeEvent, ...args)
    },
  }
}

function createProtocol() {
  const schemes: Electron.CustomScheme[] = []
  const handlers = new Map<string, Parameters<Electron.Protocol['handle']>[1]>()
  const protocol = {
    registerSchemesAsPrivileged: (registered) => void schemes.push(...registered),
    handle: (scheme, handler) => void handlers.set(scheme, handler),
  } satisfies Partial<Electron.Protocol>
  const request = async (url: string, init?: RequestInit): Promise<Response> => {
    const handler = handlers.get('app')
    if (!handler) throw new Error('nothing serves app://')
    return await handler(new Request(url, init))
  }
  return { protocol, schemes, request }
}

function createDialogs() {
  const said = {
    /** Which button the operator presses next; the last is the one that Esc would. */
    buttons: [] as number[],
    asked: [] as Electron.MessageBoxOptions[],
    openedLinks: [] as string[],
    revealed: [] as string[],
    filesToOpen: [] as string[],
    fileToSave: '',
    suggested: [] as (string | undefined)[],
  }
  const dialog = {
    async showMessageBox(asked: unknown) {
      const options = asked as Electron.MessageBoxOptions
      said.asked.push(options)
      return { response: said.buttons.shift() ?? options.cancelId ?? 0, checkboxChecked: false }
    },
    showOpenDialog: async () => ({ canceled: said.filesToOpen.length === 0, filePaths: said.filesToOpen }),
    async showSaveDialog(asked: unknown) {
      said.suggested.push((asked as Electron.SaveDialogOptions).defaultPath)
      return { canceled: said.fileToSave === '', filePath: said.fileToSave }
    },
  } satisfies Partial<Electron.Dialog>
  const shell = {
    openExternal: async (link) => void said.openedLinks.push(link),
    showItemInFolder: (path) => void said.revealed.push(path),
  } satisfies Partial<Electron.Shell>
  return { dialog, shell, said }
}

function createSafeStorage({ storageBackend, isEncryptionAvailable }: StandInOptions) {
  return {
    getSelectedStorageBackend: () => storageBackend ?? 'gnome_libsecret',
    isAsyncEncryptionAvailable: async () => isEncryptionAvailable ?? true,
    encryptStringAsync: async (text) => Buffer.from(`locked:${Buffer.from(text).toString('hex')}`),
    async decryptStringAsync(encrypted) {
      const [lock, hex = ''] = encrypted.toString().split(':')
      if (lock !== 'locked') throw new Error('encrypted with another key')
      return { result: Buffer.from(hex, 'hex').toString(), shouldReEncrypt: false }
    },
  } satisfies Partial<Electron.SafeStorage>
}
