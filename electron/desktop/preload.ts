import { contextBridge, ipcRenderer, webUtils } from 'electron'

import { exposeHost, type PageWindow } from './expose-host.ts'

// This folder knows no DOM: what is global here is the page's window.
exposeHost({ contextBridge, ipcRenderer, webUtils }, globalThis as unknown as PageWindow)
