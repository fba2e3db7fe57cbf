import { RPCHandler } from '@orpc/server/message-port'
import type { IpcMain, MessagePortMain } from 'electron'

import type { ApiContext } from '../api/base.ts'
import { isFrame } from '../api/frame-gate.ts'
import { router } from '../api/router.ts'
import { channels } from './channels.ts'
import { isFromOurPage } from './page-origin.ts'

/** Answers the contract over every port that our page sends: one for each time it is loaded. */
export function answerPorts(ipcMain: IpcMain, context: ApiContext): void {
  const handler = new RPCHandler(router)
  ipcMain.on(channels.connect, (event) => {
    const [port] = event.ports
    if (!port) return
    if (!isFromOurPage(event)) {
      port.close()
      return
    }
    handler.upgrade(gated(port), { context })
    port.start()
  })
}

type PortListener = (event?: { data: unknown }) => void

/** The same port, of which oRPC hears only honest frames. The others are dropped. */
function gated(port: MessagePortMain) {
  return {
    on(type: string, listener: PortListener) {
      if (type === 'close') port.on('close', () => listener())
      if (type === 'message') {
        port.on('message', (event) => {
          if (isFrame(event.data)) listener(event)
        })
      }
    },
    postMessage: (message: unknown) => port.postMessage(message),
  }
}
